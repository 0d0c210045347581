# tries: kill the process that started it
# holds: blocked
# control: unsafe

import os, signal
def attack(facts):
    os.kill(os.getppid(), signal.SIGKILL)
    return True
