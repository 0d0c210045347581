# tries: lock a solution so that the grader waits
# holds: blocked
# control: works

import fcntl, os
def attack(facts):
    fcntl.flock(os.open(facts["spare"], os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)
    return True
