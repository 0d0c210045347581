# tries: pour well-formed frames into the grader's channel
# holds: blocked
# control: unsafe

import os
def attack(facts):
    frame = (1 << 20).to_bytes(4, "little") + bytes(1 << 20)
    while True:
        os.write(5, frame)
