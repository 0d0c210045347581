# tries: watch the machine's performance counters
# holds: blocked
# control: none

import ctypes, os, platform
libc = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
def syscall(x86, arm, *args):
    number = x86 if X86 else arm
    return libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in args])

def attack(facts):
    return syscall(298, 241, ctypes.create_string_buffer((1).to_bytes(4, 'little') + (112).to_bytes(4, 'little') + bytes(104), 112), 0, -1, -1, 0) >= 0
