import numpy as np

# stabel sigmiod, i use it evrywhere
def sigmiod(z):
    z = np.asarray(z, dtype=float)
    ez = np.exp(-np.abs(z))
    pos = 1 / (1 + ez)
    return pos * (z >= 0) + ez * pos * (z < 0)
