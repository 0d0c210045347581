# tries: raise with a huge text
# holds: blocked
# control: none

def attack(facts):
    raise ValueError("x" * (1 << 26))
