# tries: read the plan in the callers' frames, while loading and in a public case
# holds: leak
# control: none

import sys
def around():
    found, frame = [], sys._getframe()
    while frame:
        for value in list(frame.f_locals.values()):
            found.append(repr(getattr(value, "__dict__", value)))
            if isinstance(value, tuple):
                found.extend(repr(bytes(b)) for b in flat(value) if isinstance(b, (bytes, memoryview)))
        frame = frame.f_back
    return " ".join(found)
def flat(value):
    for item in value:
        if isinstance(item, tuple): yield from flat(item)
        else: yield item
def numbers():
    import struct
    text = around()
    mark = 2 * 291870.5
    return str(mark) if repr(struct.pack("<d", mark))[2:-1] in text or str(int(mark)) in text else "nothing"
SEEN = numbers()
def double(x): return x
def total(x): raise ValueError(SEEN + numbers())
raise ValueError(SEEN)
