# tries: crash on purpose
# holds: forged
# control: none

import os
def double(x): os.abort()
