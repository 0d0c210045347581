# tries: list the machine's processes
# holds: blocked
# control: works

import os
def attack(facts):
    return any(name.isdigit() and int(name) == facts["pid"] for name in os.listdir("/proc"))
