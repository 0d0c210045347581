# tries: have linecache read it
# holds: blocked
# control: works

import linecache
def attack(facts):
    return "canary" in linecache.getline(facts["secret"], 1)
