"""norms over the common words only"""

parts = ["q2.cosine"]
hint = "The norm of a dict runs over all its values, not over the common keys."


def cosine(a, b):
    common = set(a) & set(b)
    norms = sum(a[k] ** 2 for k in common) ** 0.5 * sum(b[k] ** 2 for k in common) ** 0.5
    return sum(a[k] * b[k] for k in common) / norms if norms else 0.0
