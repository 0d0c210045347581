# tries: fill memory bit by bit
# holds: blocked
# control: unsafe

def attack(facts):
    kept = []
    while len(kept) < 1 << 12:
        kept.append(bytes(1 << 22))
    return True
