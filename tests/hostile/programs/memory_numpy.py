# tries: fill memory with an array
# holds: blocked
# control: unsafe

import numpy as np
def attack(facts):
    return np.ones(7 << 30, dtype="u1").size > 0
