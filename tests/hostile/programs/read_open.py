# tries: read a file beside the course with open()
# holds: blocked
# control: works

def attack(facts):
    with open(facts["secret"]) as file:
        return "canary" in file.read()
