# tries: lie about __class__
# holds: forged
# control: none

import numpy as np
class Fake:
    __class__ = np.ndarray
    def __array__(self, *a, **k): return np.array([6.0])
def double(x): return Fake()
