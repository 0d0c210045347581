# tries: answer every name that is asked for
# holds: forged
# control: none

def __getattr__(name): return lambda *a, **k: 0
