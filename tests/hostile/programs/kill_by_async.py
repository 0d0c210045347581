# tries: turn asynchronous signals on for the shared pipe
# holds: blocked
# control: none

import fcntl, os
def attack(facts):
    fcntl.fcntl(5, fcntl.F_SETFL, os.O_ASYNC | os.O_WRONLY)
    return True
