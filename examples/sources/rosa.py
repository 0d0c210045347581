# %% id=setup
import numpy as np

# %% [markdown] id=a-title
# # From the perceptron to attention

# %% id=c1
def predict(X, w, b):
    return np.where(X.dot(w) + b >= 0, 1, 0)

def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    w = np.zeros(X.shape[1]); b = 0.0; mistakes = []
    for _ in range(epochs):
        k = 0
        for xi, yi in zip(X, y):
            p = 1 if xi.dot(w) + b >= 0 else 0
            if p != yi:
                w = w + learning_rate * (yi - p) * xi
                b = b + learning_rate * (yi - p)
                k += 1
        mistakes.append(k)
    return w, float(b), np.array(mistakes)

# %% [markdown] id=t1
# ## q1.why_not_linear
# (will write this later)

# %% [markdown] id=t1
# ## q1.why_not_linear
# A perceptron has a linear decision boundary. The classes of XOR cannot be split by a line since they sit on the two diagonals of a square.

# %% id=c2
def forward(X, W1, b1, W2, b2):
    z = (np.tanh(X @ W1 + b1) @ W2 + b2).ravel()
    return np.exp(-np.logaddexp(0, -z))

# %% id=c4
def collapse(layers):
    if len(layers) == 0:
        raise ValueError("nothing there")
    W, b = layers[0]
    for A, a in layers[1:]:
        if A.shape[1] != W.shape[0]:
            raise ValueError("does not fit")
        W, b = A @ W, A @ b + a
    return W.copy(), b.copy()

# %% id=c5
def gradient_by_depth(activation, depth, x, w):
    h, g, out = float(x), 1.0, []
    for _ in range(depth):
        z = w * h
        if activation == "sigmoid":
            h = float(np.exp(-np.logaddexp(0, -z))); s = h * (1 - h)
        elif activation == "tanh":
            h = float(np.tanh(z)); s = 1 - h * h
        elif activation == "relu":
            h = max(z, 0.0); s = 1.0 if z > 0 else 0.0
        elif activation == "identity":
            h = z; s = 1.0
        else:
            raise ValueError(activation)
        g *= s * w
        out.append(abs(g))
    return np.array(out)

# %% [markdown] id=t2
# ## q2.scalar
# $y = a_1(a_2x_2 + b_2) + b_1 = a_1a_2x_2 + a_1b_2 + b_1$, so $a' = a_1a_2$ and $b' = a_1b_2 + b_1$
# ## q2.max_slope
# 0.25

# %% id=c5
def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("odd")
    a = np.arange(n_positions)[:, None] / base ** (np.arange(0, d_model, 2) / d_model)
    e = np.zeros((n_positions, d_model))
    e[:, 0::2] = np.sin(a)
    e[:, 1::2] = np.cos(a)
    return e

# %% id=c7
class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.table = table
    def lookup(self, positions):
        for p in positions:
            if p < 0 or p >= len(self.table):
                raise IndexError(p)
        return self.table[np.array(positions)]
    def gradient(self, positions, upstream):
        self.lookup(positions)
        g = np.zeros(self.table.shape)
        for p, u in zip(positions, upstream):
            g[p] += u
        return g

# %% [markdown] id=t3
# ## q3.rope_why
# q and k are rotated, so that the scores depend on relative positions.

# %% id=c8
def softmax(x, axis=-1):
    x = x.astype(np.float32 if x.dtype == np.float32 else float)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

# %% id=c8
def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Turn scores into weights that are positive and sum to 1 along one axis."""
    raise NotImplementedError

# %%
def attention(Q, K, V, mask=None):
    s = np.einsum("...qd,...kd->...qk", Q, K) / np.sqrt(K.shape[-1])
    if mask is not None:
        s = np.where(mask, s, -1e300)
    w = softmax(s)
    if mask is not None:
        w = np.where(mask, w, 0.0)
    return w @ V, w

# %% id=c9
def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads:
        raise ValueError("not divisible")
    return {"d_head": d_model // n_heads, "shape": (d_model, d_model), "total": 3 * d_model * d_model + (3 * d_model if bias else 0)}

# %% [markdown]
# ## q4.d_head
# 64
# ## q4.qkv_parameters
# 1,769,472

# %% [markdown] id=t9
# ## q4.scaling
# So that the softmax does not saturate for large $d_k$; the variance of the scores would be $d_k$.
