# tries: find Python files anywhere above the temporary folder
# holds: blocked
# control: works

import glob, os
def attack(facts):
    return len(glob.glob(os.path.join(facts["folder"], "*"))) > 0
