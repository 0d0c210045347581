# tries: make a named pipe
# holds: blocked
# control: works

import os
def attack(facts):
    os.mkfifo(os.path.join(facts["folder"], "fifo"))
    return True
