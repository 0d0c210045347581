# tries: keep what a hidden case is asked, and return it in a public one
# holds: leak
# control: none

KEPT = [0.0]
def double(x):
    KEPT.extend(x)
    return x
def total(x):
    return KEPT
