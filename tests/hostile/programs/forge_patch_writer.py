# tries: find the encoder through the garbage collector and replace it
# holds: forged
# control: none

import gc, types
def double(x):
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType) and thing.__name__ in ("encode", "put_value", "_send"):
            thing.__code__ = (lambda *a, **k: b"N").__code__
    return 0
