# tries: pour junk into the grader's channel
# holds: blocked
# control: unsafe

import os
def attack(facts):
    while True:
        os.write(5, b"\xff" * 65536)
