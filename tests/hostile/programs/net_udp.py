# tries: send a datagram
# holds: blocked
# control: works

import socket
def attack(facts):
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", facts["port"])) == 1
