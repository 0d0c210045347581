# %% [markdown]
# # Deep learning, homework 1
#
# Quinn. I work in Jupyter, so everything is in here.

# %%
%matplotlib inline
!pip install numpy --quiet
import numpy as np
import matplotlib.pyplot as plt
np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## q1.why_not_linear
#
# One neuron means one hyperplane, in two dimensions a line. The XOR points with label 1 are on one diagonal of the square, those with label 0 on the other one. Whichever way you put the line, at least one point is on the wrong side, so three out of four is the best that is possible.

# %% [markdown]
# ## q1.why_hidden
#
# With hidden neurons the network first computes new features, like "at least one is on" (OR) and "both are on" (AND), and the output neuron only has to say OR but not AND. In the space of these features a line is enough. The nonlinearity is necessary, else the layers melt into one.

# %%
def predict(X, w, b):
    return (X @ w + b >= 0).astype(int)

def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    w, b = np.zeros(X.shape[1]), 0.0
    mistakes = np.zeros(epochs, dtype=int)
    for e in range(epochs):
        for i in range(len(X)):
            d = int(y[i]) - int(X[i] @ w + b >= 0)
            if d:
                w = w + learning_rate * d * X[i]
                b = b + learning_rate * d
                mistakes[e] += 1
    return w, float(b), mistakes

# %%
%%time
gates = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
for name, labels in {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}.items():
    w, b, mistakes = train_perceptron(gates, np.array(labels), epochs=10)
    print(name, w, b, mistakes)
#> AND [2. 1.] -3.0 [2 3 3 2 1 0 0 0 0 0]
#> OR [1. 1.] -1.0 [2 2 1 0 0 0 0 0 0 0]

# %%
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1 + e)

def forward(X, W1, b1, W2, b2):
    return sigmoid(np.tanh(X @ W1 + b1) @ W2 + b2)[:, 0]

def gradients(X, y, W1, b1, W2, b2):
    h = np.tanh(X @ W1 + b1)
    d = (sigmoid(h @ W2 + b2) - y[:, None]) / len(X)
    back = (d @ W2.T) * (1 - h**2)
    return {"W1": X.T @ back, "b1": back.sum(0), "W2": h.T @ d, "b2": d.sum(0)}

# %%
def train_xor(seed):
    rng = np.random.default_rng(seed)
    X, y = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    p = dict(W1=rng.normal(size=(2, 8)), b1=rng.normal(size=8), W2=rng.normal(size=(8, 1)), b2=np.zeros(1))
    global losses
    losses = []
    for _ in range(1500):
        g = gradients(X, y, **p)
        p = {k: p[k] - 1.0 * g[k] for k in p}
        losses.append(np.mean((forward(X, **p) - y) ** 2))
    return p["W1"], p["b1"], p["W2"], p["b2"]

# %%
train_xor(3)
plt.plot(losses); plt.xlabel("step"); plt.ylabel("squared error")

# %% [markdown]
# ## Question 2

# %%
def collapse(layers):
    if not layers:
        raise ValueError("no layer")
    W, b = (np.array(t) for t in layers[0])
    for V, c in layers[1:]:
        if V.shape[1] != W.shape[0]:
            raise ValueError("shapes")
        W, b = V @ W, V @ b + c
    return W, b

def gradient_by_depth(activation, depth, x, w):
    acts = {"sigmoid": (sigmoid, lambda a: sigmoid(a) * sigmoid(-a)), "tanh": (np.tanh, lambda a: 1 - np.tanh(a) ** 2),
            "relu": (lambda a: np.maximum(a, 0), lambda a: np.heaviside(a, 0)), "identity": (lambda a: a, lambda a: 1.0)}
    if activation not in acts:
        raise ValueError(f"choose one of {list(acts)}")
    f, df = acts[activation]
    h, g, out = x, 1.0, []
    for _ in range(depth):
        g, h = g * df(w * h) * w, f(w * h)
        out.append(abs(g))
    return np.array(out, dtype=float)

# %% [markdown]
# ### q2.scalar
# $y = a_1 x_1 + b_1$
#
# $y = a_1 (a_2 x_2 + b_2) + b_1$
#
# $y = a_1 a_2 x_2 + a_1 b_2 + b_1$
#
# $a' = a_1 a_2, \quad b' = a_1 b_2 + b_1$
#
# ### q2.matrix
# $y = W_1 (W_2 x_2 + b_2) + b_1$
#
# $y = W_1 W_2 x_2 + W_1 b_2 + b_1$
#
# $W' = W_1 W_2, \quad b' = W_1 b_2 + b_1$

# %% [markdown] part=q2.sigmoid_slope
# $s = \frac{1}{1 + e^{-x}}$
#
# $s' = \frac{e^{-x}}{(1 + e^{-x})^2} = s \cdot \frac{e^{-x}}{1 + e^{-x}} = s(1 - s)$
#
# $s(1-s)$ is largest for $s = \frac12$, therefore for $x = 0$.

# %% [markdown] part=q2.max_slope
# $s'(0) = \frac12 \cdot \frac12 = \frac14$

# %% [markdown]
# ### q2.collapse_why
# An affine map of an affine map is an affine map, the formula is in q2.matrix. Depth without activations is just a slow way of writing one layer.
#
# ### q2.vanishing
# Every sigmoid layer multiplies the gradient by its slope, which is at most 0.25 and near 0 when the unit is saturated. The plot below shows it: after ten layers the gradient is gone. ReLU has slope 1 for positive input, so the product survives, but units that are always off get no gradient at all.

# %%
for name in ["sigmoid", "tanh", "relu"]:
    plt.semilogy(gradient_by_depth(name, 20, 0.5, 1.0), label=name)
plt.legend()

# %% [markdown]
# ## Question 3
#
# ### q3.why_positions
# Attention is permutation equivariant: permuting the tokens only permutes the outputs. So "not good, but bad" and "not bad, but good" look alike. The positional encoding is added so that the position becomes part of the token.

# %%
def sinusoidal_encoding(n_positions, d_model, base=10000.0):
    if d_model % 2:
        raise ValueError("d_model must be even")
    a = np.arange(n_positions)[:, None] * base ** (-np.arange(0, d_model, 2) / d_model)
    return np.dstack([np.sin(a), np.cos(a)]).reshape(n_positions, d_model)

class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.table = np.asarray(table)
    def _rows(self, positions):
        r = np.asarray(positions, dtype=int)
        if np.any((r < 0) | (r >= len(self.table))):
            raise IndexError("position out of range")
        return r
    def lookup(self, positions):
        return self.table[self._rows(positions)]
    def gradient(self, positions, upstream):
        g = np.zeros(self.table.shape)
        np.add.at(g, self._rows(positions), upstream)
        return g

def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("d must be even")
    a = np.outer(positions, base ** (-np.arange(0, d, 2) / d))
    x0, x1 = x[..., 0::2], x[..., 1::2]
    y = np.empty(x.shape)
    y[..., 0::2], y[..., 1::2] = x0 * np.cos(a) - x1 * np.sin(a), x0 * np.sin(a) + x1 * np.cos(a)
    return y

# %%
plt.imshow(sinusoidal_encoding(50, 32), aspect="auto")

# %% [markdown]
# ### q3.rotation
# $R(m)^T R(n) = \begin{pmatrix} \cos m & \sin m \\ -\sin m & \cos m \end{pmatrix}\begin{pmatrix} \cos n & -\sin n \\ \sin n & \cos n \end{pmatrix}$
#
# $= \begin{pmatrix} \cos m\cos n + \sin m\sin n & \sin m\cos n - \cos m\sin n \\ \cos m\sin n - \sin m\cos n & \sin m\sin n + \cos m\cos n \end{pmatrix} = R(n-m)$ by the addition theorems.
#
# ### q3.compare
# Sinusoidal: waves of many lengths, fixed, defined everywhere, moving by k is a rotation. Learned: a trainable row per position, nothing known beyond the last row.
#
# ### q3.rope_why
# Queries and keys are rotated by an angle proportional to their position. Lengths are untouched and only the distance of two tokens enters the score.

# %% [markdown]
# ## Question 4

# %%
def softmax(x, axis=-1):
    x = x - x.max(axis=axis, keepdims=True)
    e = np.exp(x)
    return e / e.sum(axis=axis, keepdims=True)

def attention(Q, K, V, mask=None):
    s = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    if mask is not None:
        m = np.broadcast_to(mask, s.shape)
        s = np.where(m, s, np.finfo(float).min / 2)
    w = softmax(s)
    if mask is not None:
        w = w * m
    return w @ V, w

def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d = X.shape[-1]
    if d % n_heads:
        raise ValueError("d_model / n_heads must be whole")
    k = d // n_heads
    heads = [attention(X @ Wq[:, i:i + k], X @ Wk[:, i:i + k], X @ Wv[:, i:i + k])[0] for i in range(0, d, k)]
    return np.concatenate(heads, axis=-1) @ Wo

def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads:
        raise ValueError("d_model / n_heads must be whole")
    return {"d_head": d_model // n_heads, "shape": (d_model, d_model), "total": 3 * (d_model * d_model + bias * d_model)}

# %%
softmax(np.array([[2.0, 1.0, 0.0], [1.0, 1.0, 1.0]]))
#> array([[0.6652, 0.2447, 0.09  ],
#>        [0.3333, 0.3333, 0.3333]])

# %% [markdown]
# ### q4.d_head
# $d_{head} = 768/12 = 64$
#
# ### q4.qkv_parameters
# $3 \cdot 768 \cdot 768 = 1{,}769{,}472$
#
# ### q4.softmax_by_hand
# $\begin{pmatrix} 0.665 & 0.245 & 0.090 \\ 0.333 & 0.333 & 0.333 \end{pmatrix}$

# %% [markdown]
# ### q4.qkv
# The query says what I need, the key says what you are, the value is what I get from you if the two match.
#
# ### q4.scaling
# The variance of a dot product of $d_k$ numbers is $d_k$. Too large scores make the softmax one-hot and the gradient disappears. After the division the variance is one.
#
# ### q4.diagonal
# There a token meets itself. Since $W_Q \neq W_K$ it can also be small, as in heads that copy from the previous token.
#
# ### q4.heads
# Several heads = several relations at the same time, each in a subspace of size $d_{model}/h$.
