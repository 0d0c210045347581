# tries: signal every process it can reach
# holds: blocked
# control: unsafe

import os
def attack(facts):
    os.kill(-1, 0)
    return True
