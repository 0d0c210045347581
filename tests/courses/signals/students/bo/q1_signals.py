import numpy as np
def conv1d(x, kernel, stride=1, padding=0):
    x = np.concatenate([np.zeros(padding), x, np.zeros(padding)])
    if stride <= 0 or kernel.shape[0] > x.shape[0]:
        raise ValueError
    return [float(np.dot(x[i:i + len(kernel)], kernel)) for i in range(0, len(x) - len(kernel) + 1, stride)]
def max_pool(x, size):
    return np.array([x[i:i + size].max() for i in range(0, len(x), size)], dtype=np.float32)
