# tries: become root in a user namespace
# holds: blocked
# control: machine

import ctypes, os, platform
libc = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
def syscall(x86, arm, *args):
    number = x86 if X86 else arm
    return libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in args])

def attack(facts):
    return syscall(272, 97, 0x10000000) >= 0
