# tries: keep what a hidden case is asked, and show it in a public one
# holds: leak
# control: none

KEPT = []
def double(x):
    KEPT.append(repr(x))
    return x
def total(x):
    KEPT.append(repr(x))
    raise ValueError(" ".join(KEPT))
