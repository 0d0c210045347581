# tries: close the grader's channel
# holds: forged
# control: none

import os
def double(x):
    os.close(5)
    return 0
