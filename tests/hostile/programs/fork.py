# tries: start another process
# holds: blocked
# control: works

import os
def attack(facts):
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return True
