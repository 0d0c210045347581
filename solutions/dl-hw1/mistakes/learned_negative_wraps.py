"""negative positions count from the end of the table"""

import numpy as np

parts = ["q3.learned"]
hint = "NumPy accepts negative indices silently. Check for them and raise IndexError."
public = True


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.table = table

    def lookup(self, positions):
        return self.table[np.asarray(positions)]

    def gradient(self, positions, upstream):
        result = np.zeros_like(self.table)
        np.add.at(result, np.asarray(positions), upstream)
        return result
