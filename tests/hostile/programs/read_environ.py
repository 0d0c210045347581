# tries: read the grader's environment
# holds: blocked
# control: works

def attack(facts):
    with open(f"/proc/{facts['pid']}/environ", "rb") as file:
        return bool(file.read(1))
