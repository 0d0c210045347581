# tries: pin another process to one core
# holds: blocked
# control: machine

import os
def attack(facts):
    os.sched_setaffinity(facts["victim"], {0})
    return True
