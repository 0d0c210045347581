# tries: signal a whole process group
# holds: blocked
# control: works

import os
def attack(facts):
    os.killpg(os.getpgid(facts["victim"]), 0)
    return True
