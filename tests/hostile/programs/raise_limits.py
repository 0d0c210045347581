# tries: raise its own limits
# holds: blocked
# control: works

import resource
def attack(facts):
    resource.setrlimit(resource.RLIMIT_CPU, resource.getrlimit(resource.RLIMIT_CPU))
    return True
