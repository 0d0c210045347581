# tries: have the grader unpickle a call
# holds: forged
# control: none

class Bomb:
    def __reduce__(self): return (eval, ("[6.0]",))
def double(x): return Bomb()
