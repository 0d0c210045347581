# tries: attach data to a file, to leave a message for a friend
# holds: blocked
# control: none

import os
def attack(facts):
    os.setxattr(facts["spare"], "user.note", b"x")
    return True
