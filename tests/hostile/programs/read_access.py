# tries: ask whether a solution exists
# holds: strong
# control: works

import os
def attack(facts):
    return os.access(facts["secret"], os.F_OK)
