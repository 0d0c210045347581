# tries: connect to a Unix socket by its path
# holds: blocked
# control: works

import socket
def attack(facts):
    socket.socket(socket.AF_UNIX).connect(facts["socket"])
    return True
