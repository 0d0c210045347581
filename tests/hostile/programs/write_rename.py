# tries: rename a file
# holds: blocked
# control: works

import os
def attack(facts):
    os.rename(facts["spare"], facts["spare"] + "2")
    return True
