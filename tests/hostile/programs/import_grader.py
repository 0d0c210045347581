# tries: import the grader itself
# holds: blocked
# control: none

def attack(facts):
    import grader.sandbox
    return True
