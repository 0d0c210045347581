# tries: change a solution's age
# holds: blocked
# control: works

import os
def attack(facts):
    os.utime(facts["spare"], (1, 1))
    return True
