# tries: write a result when an object dies
# holds: forged
# control: none

import os
class Late:
    def __del__(self):
        os.write(5, b"\x06\x00\x00\x00forged")
def double(x):
    Late()
    return 0
