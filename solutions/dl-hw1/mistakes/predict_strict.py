"""the boundary counts as 0"""

parts = ["q1.predict", "q1.train"]
hint = "A score of exactly zero counts as 1: use >=, not >."
public = True


def predict(X, w, b):
    return (X @ w + b > 0).astype(int)
