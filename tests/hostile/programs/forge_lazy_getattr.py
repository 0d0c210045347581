# tries: a module whose names come and go
# holds: forged
# control: none

import sys
def __getattr__(name): return lambda x: 0
class Names(dict):
    def __contains__(self, name): raise SystemExit
    def __getitem__(self, name): return lambda x: 0
type(sys)("x")
del sys
