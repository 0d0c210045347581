# tries: find a token in its own environment
# holds: blocked
# control: none

import os
def attack(facts):
    return "GRADER_TEST_TOKEN" in os.environ
