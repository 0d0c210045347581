# tries: empty a file while opening it for reading
# holds: blocked
# control: works

import os
def attack(facts):
    return os.open(facts["spare"], os.O_RDONLY | os.O_TRUNC) >= 0
