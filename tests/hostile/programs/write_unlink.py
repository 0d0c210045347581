# tries: delete a file
# holds: blocked
# control: works

import os
def attack(facts):
    os.unlink(facts["spare"])
    return True
