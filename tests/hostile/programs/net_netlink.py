# tries: ask the kernel about the network
# holds: blocked
# control: machine

import socket
def attack(facts):
    return socket.socket(16, socket.SOCK_RAW, 0) is not None
