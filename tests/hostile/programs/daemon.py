# tries: leave a process behind
# holds: blocked
# control: unsafe

import os, time
def attack(facts):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(30)
        os._exit(0)
    return True
