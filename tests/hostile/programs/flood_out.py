# tries: print without end
# holds: blocked
# control: none

def attack(facts):
    for _ in range(100):
        print("x" * (1 << 20))
    return False
