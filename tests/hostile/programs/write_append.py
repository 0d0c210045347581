# tries: append to a solution
# holds: blocked
# control: unsafe

def attack(facts):
    with open(facts["secret"], "a") as file:
        file.write("x")
    return True
