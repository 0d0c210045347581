# tries: become another program
# holds: blocked
# control: works

import os
def attack(facts):
    try:
        os.execv("/nonexistent", ["x"])
    except FileNotFoundError:
        return True
