# tries: look a name up
# holds: blocked
# control: works

import socket
def attack(facts):
    return bool(socket.socketpair())
