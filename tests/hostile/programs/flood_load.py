# tries: print while the file is loaded
# holds: blocked
# control: none

print("x" * (1 << 22))
def attack(facts):
    return False
