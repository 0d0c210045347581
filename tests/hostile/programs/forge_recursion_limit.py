# tries: leave no stack for the worker
# holds: forged
# control: none

import sys
def double(x):
    sys.setrecursionlimit(30)
    return 0
