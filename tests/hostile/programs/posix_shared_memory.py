# tries: use /dev/shm
# holds: blocked
# control: machine

import os
def attack(facts):
    fd = os.open("/dev/shm/grader-hostile", os.O_CREAT | os.O_RDWR)
    os.unlink("/dev/shm/grader-hostile")
    return fd >= 0
