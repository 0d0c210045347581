# tries: write to stderr past every buffer
# holds: blocked
# control: none

import os
def attack(facts):
    for _ in range(200):
        os.write(2, b"x" * (1 << 19))
    return False
