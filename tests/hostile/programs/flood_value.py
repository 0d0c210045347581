# tries: return a value of many parts
# holds: blocked
# control: none

def attack(facts):
    return [[0] * 1000 for _ in range(1000)]
