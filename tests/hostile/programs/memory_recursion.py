# tries: recurse without a limit
# holds: blocked
# control: unsafe

import sys
def down(n):
    return down(n + 1)
def attack(facts):
    sys.setrecursionlimit(10**9)
    return down(0)
