# tries: list the folder of solutions
# holds: blocked
# control: works

import os
def attack(facts):
    return len(os.listdir(facts["folder"])) > 0
