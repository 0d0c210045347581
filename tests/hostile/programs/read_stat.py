# tries: learn that a solution exists, its size and age
# holds: strong
# control: works

import os
def attack(facts):
    return os.stat(facts["secret"]).st_size > 0
