# tries: offer a service
# holds: blocked
# control: works

import socket
def attack(facts):
    return socket.create_server(("127.0.0.1", 0)) is not None
