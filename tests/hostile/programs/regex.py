# tries: backtrack for ever
# holds: blocked
# control: unsafe

import re
def attack(facts):
    return bool(re.match(r"(a+)+$", "a" * 60 + "b"))
