# tries: start a process by the newest system call
# holds: blocked
# control: machine

import ctypes, os, platform
libc = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
def syscall(x86, arm, *args):
    number = x86 if X86 else arm
    return libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in args])

def attack(facts):
    arguments = ctypes.create_string_buffer((0).to_bytes(8, "little") + bytes(24) + (17).to_bytes(8, "little") + bytes(24), 64)
    pid = syscall(435, 435, arguments, 64)
    if pid == 0:
        os._exit(0)
    return pid > 0
