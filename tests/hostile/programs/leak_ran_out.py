# tries: say that memory ran out, in words that hold what a hidden case is asked
# holds: leak
# control: none

import os, struct
def text(t): return b"s" + struct.pack("<I", len(t)) + t
def double(x):
    told = b"not run: " + repr(list(x)).encode()
    body = b"t" + struct.pack("<I", 6) + b"i" + bytes(8) + text(b"memory") + b"N" + b"t\0\0\0\0" + text(told) + b"t\0\0\0\0"
    os.write(5, struct.pack("<I", len(body)) + body)
    os._exit(0)
def total(x): return 0.0
