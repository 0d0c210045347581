# tries: keep a file in memory beyond its limit
# holds: blocked
# control: machine

import ctypes, os, platform
libc = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
def syscall(x86, arm, *args):
    number = x86 if X86 else arm
    return libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in args])

def attack(facts):
    return syscall(319, 279, ctypes.c_char_p(b"x"), 0) >= 0
