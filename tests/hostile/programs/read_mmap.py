# tries: map it into memory
# holds: blocked
# control: works

import mmap, os
def attack(facts):
    fd = os.open(facts["secret"], os.O_RDWR)
    return b"canary" in mmap.mmap(fd, 0)[:]
