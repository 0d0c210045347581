# tries: have a pipe send the signal
# holds: blocked
# control: works

import fcntl, os
def attack(facts):
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETOWN, facts["victim"])
    return True
