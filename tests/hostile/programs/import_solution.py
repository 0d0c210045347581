# tries: import the solution by its folder
# holds: blocked
# control: works

import sys
def attack(facts):
    sys.path.insert(0, facts["folder"])
    import solution
    return solution.CANARY == "canary"
