# tries: follow the grader's exe link
# holds: blocked
# control: machine

import os
def attack(facts):
    return bool(os.readlink(f"/proc/{facts['pid']}/exe"))
