# tries: read the grader's command line
# holds: blocked
# control: works

def attack(facts):
    with open(f"/proc/{facts['pid']}/cmdline", "rb") as file:
        return bool(file.read(1))
