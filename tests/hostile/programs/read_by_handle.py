# tries: open by file handle, past all folders
# holds: blocked
# control: machine

import ctypes, os, platform
libc = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
def syscall(x86, arm, *args):
    number = x86 if X86 else arm
    return libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in args])

def attack(facts):
    handle = ctypes.create_string_buffer((8).to_bytes(4, "little") + bytes(132), 136)
    mount = ctypes.c_int()
    return syscall(303, 264, -100, ctypes.c_char_p(facts["secret"].encode()), handle, ctypes.byref(mount), 0) == 0 or ctypes.get_errno() == 75
