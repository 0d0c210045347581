# tries: hide always-equal objects in an object array
# holds: forged
# control: none

import numpy as np
class Yes:
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    def __float__(self): return 6.0
def double(x): return np.array([Yes()], dtype=object)
