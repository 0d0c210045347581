# tries: promise the value for later
# holds: forged
# control: none

def double(x):
    yield 6.0
