# tries: find the secret behind an open descriptor
# holds: blocked
# control: none

import os
def attack(facts):
    for fd in range(6, 1024):
        try:
            os.fstat(fd)
            return True
        except OSError:
            pass
    return False
