# tries: load it as a Python module
# holds: blocked
# control: works

import importlib.machinery
def attack(facts):
    loader = importlib.machinery.SourceFileLoader("secret", facts["secret"])
    return b"canary" in loader.get_data(facts["secret"])
