# tries: attach as a debugger
# holds: blocked
# control: none

import ctypes, os, platform
libc = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
def syscall(x86, arm, *args):
    number = x86 if X86 else arm
    return libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in args])

def attack(facts):
    if syscall(101, 117, 0x4206, facts["victim"], 0, 0) != 0:
        return False
    syscall(101, 117, 17, facts["victim"], 0, 0)
    return True
