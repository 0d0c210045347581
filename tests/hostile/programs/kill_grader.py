# tries: reach the grader with a signal
# holds: blocked
# control: works

import os
def attack(facts):
    os.kill(facts["pid"], 0)
    return True
