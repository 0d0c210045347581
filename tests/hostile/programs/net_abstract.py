# tries: connect to a Unix socket without a path
# holds: blocked
# control: machine

import socket
def attack(facts):
    socket.socket(socket.AF_UNIX).bind("\0grader-hostile")
    return True
