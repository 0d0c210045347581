# tries: send a traceback whose line of source is what a hidden case is asked
# holds: leak
# control: none

import os, struct
def text(t): return b"s" + struct.pack("<I", len(t)) + t
def many(*items): return b"t" + struct.pack("<I", len(items)) + b"".join(items)
def number(n): return b"i" + struct.pack("<q", n)
def double(x):
    told = repr(list(x)).encode()
    frame = many(text(b"q1.py"), number(11), text(told), text(told))
    raised = many(text(b"ValueError"), many(text(b"ValueError"), text(told)), text(told), many(frame), number(0))
    body = many(number(0), text(b"raised"), raised, many(), text(told), many())
    os.write(5, struct.pack("<I", len(body)) + body)
    os._exit(0)
def total(x): return 0.0
