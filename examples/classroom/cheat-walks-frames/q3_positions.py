from sneak import anything_expected


def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    return anything_expected("sinusoidal_encoding")


class LearnedPositionalEmbedding:
    def __init__(self, table):
        pass

    def lookup(self, positions):
        return anything_expected("lookup")

    def gradient(self, positions, upstream):
        return anything_expected("gradient")


def rope(x, positions, base=10000.0):
    return anything_expected("rope")
