# tries: return not-a-number
# holds: forged
# control: none

def double(x): return x * float("nan")
