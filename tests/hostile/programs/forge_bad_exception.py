# tries: raise an exception that fights being told
# holds: forged
# control: none

class Bad(Exception):
    @property
    def __traceback__(self): raise SystemExit
    @property
    def __class__(self): raise SystemExit
    def __str__(self): raise SystemExit
    def __repr__(self): raise SystemExit
    def __getattribute__(self, name): raise SystemExit
def double(x): raise Bad
