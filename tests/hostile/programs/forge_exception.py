# tries: raise an exception that lies about its type, its text and its traceback
# holds: forged
# control: none

class Meta(type):
    __name__ = property(lambda cls: 6 / 0)
    def mro(cls): return [cls, *type.mro(cls)[1:]]
class Odd(Exception, metaclass=Meta):
    __class__ = property(lambda self: float)
    __traceback__ = property(lambda self: self)
    def __str__(self): return "6.0" * 10**7
    def __getattribute__(self, name): raise SystemExit
def double(x): raise Odd
