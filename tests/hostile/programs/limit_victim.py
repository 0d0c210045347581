# tries: take another process's memory away
# holds: blocked
# control: machine

import resource
def attack(facts):
    resource.prlimit(facts["victim"], resource.RLIMIT_CORE, (0, 0))
    return True
