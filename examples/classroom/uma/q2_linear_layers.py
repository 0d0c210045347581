import numpy as np
from my_funcs import sigmiod


def collapse(layers):
    if len(layers) == 0:
        raise ValueError("no layrs")
    n_in = layers[0][0].shape[1]
    sice = n_in
    for W, b in layers:
        if W.shape[1] != sice:
            raise ValueError("shaps dont chain")
        sice = W.shape[0]
    # push the zero vektor and all unit vektors thru the layers. zero gives b, unit vektors give the colums of W
    def run(x):
        for W, b in layers:
            x = W @ x + b
        return x
    b_all = run(np.zeros(n_in))
    W_all = np.stack([run(unit) - b_all for unit in np.eye(n_in)], axis=1)
    return W_all, b_all


def gradient_by_depth(activation, depth, x, w):
    ans = np.zeros(depth)
    chain = 1.0
    h = x
    for n in range(depth):
        z = w * h
        if activation == "sigmoid":
            s = float(sigmiod(z))
            chain *= s * (1 - s) * w
            h = s
        elif activation == "tanh":
            t = np.tanh(z)
            chain *= (1 - t * t) * w
            h = t
        elif activation == "relu":
            if z > 0:
                chain *= w
                h = z
            else:
                chain = 0.0
                h = 0.0
        elif activation == "identity":
            chain *= w
            h = z
        else:
            raise ValueError("wat is this activaton: " + activation)
        ans[n] = abs(chain)
    return ans
