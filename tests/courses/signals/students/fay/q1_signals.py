import numpy as np
def conv1d(x, kernel, stride=1, padding=0):
    while True:
        pass
def max_pool(x, size):
    return np.ones((200000, 200000)).max() + x
