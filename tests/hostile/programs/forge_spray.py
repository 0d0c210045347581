# tries: write junk frames on every descriptor
# holds: forged
# control: none

import os
def double(x):
    for fd in range(64):
        try: os.write(fd, b"\x04\x00\x00\x00NNNN")
        except OSError: pass
    return 0
