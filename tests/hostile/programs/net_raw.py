# tries: listen to everything
# holds: blocked
# control: none

import socket
def attack(facts):
    return socket.socket(socket.AF_INET, socket.SOCK_RAW, 1) is not None
