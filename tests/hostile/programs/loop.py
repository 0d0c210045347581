# tries: compute for ever
# holds: blocked
# control: unsafe

def attack(facts):
    while True:
        pass
