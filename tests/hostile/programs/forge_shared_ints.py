# tries: change what the number 0 is, for everybody in this process
# holds: forged
# control: none

import ctypes
def double(x):
    ctypes.memmove(id(7) + 24, id(8) + 24, 4)
    zero = 0.0
    ctypes.memmove(id(zero) + 16, ctypes.byref(ctypes.c_double(5.0)), 8)
    return [zero]
