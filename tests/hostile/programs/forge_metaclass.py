# tries: pass a class off as ndarray by name, hash and equality
# holds: forged
# control: none

import numpy as np
class Meta(type):
    def __eq__(cls, other): return True
    def __hash__(cls): return hash(np.ndarray)
    @property
    def __name__(cls): return "ndarray"
class Fake(metaclass=Meta):
    def tobytes(self): return np.array([6.0]).tobytes()
    dtype, shape, size = np.dtype(float), (1,), 1
def double(x): return Fake()
