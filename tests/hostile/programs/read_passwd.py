# tries: read the machine's accounts
# holds: blocked
# control: works

def attack(facts):
    with open("/etc/passwd") as file:
        return "root" in file.read()
