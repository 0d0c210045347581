# tries: close, replace and read the pipe on which the worker is told the key
# holds: forged
# control: none

import os
reading, writing = os.pipe()
os.dup2(reading, 3)
os.write(writing, bytes(32))
def double(x):
    os.close(3)
    return 0
