# tries: make a folder
# holds: blocked
# control: works

import os
def attack(facts):
    os.mkdir(os.path.join(facts["folder"], "made"))
    return True
