# tries: plant a link
# holds: blocked
# control: works

import os
def attack(facts):
    os.symlink("/etc/passwd", os.path.join(facts["folder"], "link"))
    return True
