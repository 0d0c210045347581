# tries: plant code in the standard library
# holds: blocked
# control: none

import os
def attack(facts):
    return os.access(os.path.dirname(os.__file__), os.W_OK)
