# tries: stop itself
# holds: waits
# control: unsafe

import os, signal
def attack(facts):
    os.kill(os.getpid(), signal.SIGSTOP)
    return True
