# tries: open with the newest system call
# holds: blocked
# control: works

import ctypes, os, platform
libc = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
def syscall(x86, arm, *args):
    number = x86 if X86 else arm
    return libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in args])

def attack(facts):
    how = ctypes.create_string_buffer(24)
    return syscall(437, 437, -100, ctypes.c_char_p(facts["secret"].encode()), how, 24) >= 0
