# tries: sleep for ever
# holds: blocked
# control: unsafe

import time
def attack(facts):
    time.sleep(10**6)
    return True
