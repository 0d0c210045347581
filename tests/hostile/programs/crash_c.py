# tries: read from address zero
# holds: blocked
# control: unsafe

import ctypes
def attack(facts):
    return ctypes.string_at(0)
