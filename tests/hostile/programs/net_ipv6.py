# tries: use the other internet protocol
# holds: blocked
# control: machine

import socket
def attack(facts):
    return socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) is not None
