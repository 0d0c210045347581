# tries: put another file in the channel's place
# holds: forged
# control: none

import os
def double(x):
    reading, writing = os.pipe()
    os.dup2(writing, 5)
    return 0
