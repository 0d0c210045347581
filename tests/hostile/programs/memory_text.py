# tries: write an endless text
# holds: blocked
# control: unsafe

def attack(facts):
    return len("ab" * (1 << 33)) > 0
