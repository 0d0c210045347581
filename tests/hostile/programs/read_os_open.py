# tries: read it with os.open and os.read
# holds: blocked
# control: works

import os
def attack(facts):
    return b"canary" in os.read(os.open(facts["secret"], os.O_RDONLY), 100)
