# tries: list the grader's open files
# holds: blocked
# control: machine

import os
def attack(facts):
    return len(os.listdir(f"/proc/{facts['pid']}/fd")) > 0
