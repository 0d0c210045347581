# tries: start a program with posix_spawn
# holds: blocked
# control: works

import os
def attack(facts):
    return os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)[1] == 0
