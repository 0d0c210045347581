# tries: change a solution's mode
# holds: blocked
# control: works

import os
def attack(facts):
    os.chmod(facts["spare"], 0o777)
    return True
