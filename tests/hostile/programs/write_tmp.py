# tries: leave a file in /tmp
# holds: blocked
# control: works

import os
def attack(facts):
    path = f"/tmp/grader-hostile-{os.getpid()}"
    with open(path, "w") as file:
        file.write("x")
    os.unlink(path)
    return True
