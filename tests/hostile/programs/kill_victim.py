# tries: kill a process of the same account
# holds: blocked
# control: works

import os
def attack(facts):
    os.kill(facts["victim"], 0)
    return True
