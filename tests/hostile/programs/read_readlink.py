# tries: follow the grader's exe link
# holds: blocked
# control: works

import os
def attack(facts):
    return bool(os.readlink(f"/proc/{facts['pid']}/exe"))
