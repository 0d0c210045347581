# tries: read the grader's environment
# holds: blocked
# control: machine

def attack(facts):
    with open(f"/proc/{facts['pid']}/environ", "rb") as file:
        return bool(file.read(1))
