import numpy as np


def softmax(x, axis=-1):
    if x.dtype != "float32":
        x = x.astype("float64")
    bigest = np.max(x, axis=axis, keepdims=True)
    top = np.exp(x - bigest)
    return top / np.sum(top, axis=axis, keepdims=True)


def attention(Q, K, V, mask=None):
    skores = np.matmul(Q, np.swapaxes(K, -1, -2)) / np.sqrt(K.shape[-1])
    if mask is None:
        wieghts = softmax(skores)
    else:
        mask = np.logical_and(mask, np.ones(skores.shape, dtype=bool))
        skores = np.where(mask, skores, -1e200)
        wieghts = softmax(skores) * mask
    return np.matmul(wieghts, V), wieghts


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d_model = X.shape[-1]
    if d_model % n_heads != 0:
        raise ValueError("cant devide")
    d_head = d_model // n_heads
    Q = X @ Wq; K = X @ Wk; V = X @ Wv
    al = []
    for h in range(n_heads):
        fr = h * d_head
        to = fr + d_head
        o, w = attention(Q[..., fr:to], K[..., fr:to], V[..., fr:to], mask)
        al.append(o)
    return np.concatenate(al, axis=-1) @ Wo


def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads != 0:
        raise ValueError("cant devide")
    if bias:
        totel = 3 * (d_model * d_model + d_model)
    else:
        totel = 3 * d_model * d_model
    return {"d_head": d_model // n_heads, "shape": (d_model, d_model), "total": totel}
