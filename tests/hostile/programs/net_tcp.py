# tries: connect to a service on this machine
# holds: blocked
# control: works

import socket
def attack(facts):
    return socket.create_connection(("127.0.0.1", facts["port"]), 1) is not None
