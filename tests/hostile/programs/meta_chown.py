# tries: take a file over
# holds: blocked
# control: works

import os
def attack(facts):
    os.chown(facts["spare"], os.getuid(), os.getgid())
    return True
