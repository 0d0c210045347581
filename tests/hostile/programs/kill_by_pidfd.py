# tries: send a signal through a process descriptor
# holds: blocked
# control: machine

import ctypes, os, platform
libc = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
def syscall(x86, arm, *args):
    number = x86 if X86 else arm
    return libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in args])

def attack(facts):
    fd = syscall(434, 434, facts["victim"], 0)
    return fd >= 0 and syscall(424, 424, fd, 0, None, 0) == 0
