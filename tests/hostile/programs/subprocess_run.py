# tries: start a program with subprocess
# holds: blocked
# control: works

import subprocess
def attack(facts):
    return subprocess.run(["/bin/true"]).returncode == 0
