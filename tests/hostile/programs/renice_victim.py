# tries: slow another process down
# holds: blocked
# control: works

import os
def attack(facts):
    os.setpriority(os.PRIO_PROCESS, facts["victim"], 5)
    return True
