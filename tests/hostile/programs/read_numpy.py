# tries: read it with np.fromfile
# holds: blocked
# control: works

import numpy as np
def attack(facts):
    return np.fromfile(facts["secret"], dtype="u1").size > 0
