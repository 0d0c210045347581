# tries: talk to the host of this virtual machine
# holds: blocked
# control: none

import socket
def attack(facts):
    return socket.socket(40, socket.SOCK_STREAM) is not None
