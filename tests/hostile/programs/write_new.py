# tries: leave a file in the solutions' folder
# holds: blocked
# control: works

import os
def attack(facts):
    with open(os.path.join(facts["folder"], "left"), "w") as file:
        file.write("x")
    return True
