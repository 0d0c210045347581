# tries: send a frame that claims an impossible status
# holds: forged
# control: none

import os, struct
def text(t): return b"s" + struct.pack("<I", len(t)) + t
def double(x):
    body = b"t" + struct.pack("<I", 6) + b"i" + bytes(8) + text(b"passed") + b"N" + b"t\0\0\0\0" + text(b"") + b"t\0\0\0\0"
    os.write(5, struct.pack("<I", len(body)) + body)
    os._exit(0)
