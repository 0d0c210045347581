# tries: read another process's memory
# holds: blocked
# control: none

import ctypes, os, platform
libc = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
def syscall(x86, arm, *args):
    number = x86 if X86 else arm
    return libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in args])

def attack(facts):
    local = ctypes.create_string_buffer(8)
    vector = ctypes.create_string_buffer(ctypes.addressof(local).to_bytes(8, "little") + (8).to_bytes(8, "little"), 16)
    remote = ctypes.create_string_buffer((0x400000).to_bytes(8, "little") + (8).to_bytes(8, "little"), 16)
    return syscall(310, 270, facts["victim"], vector, 1, remote, 1, 0) >= 0
