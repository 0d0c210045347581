# tries: send a frame that blames the grader
# holds: forged
# control: none

import os, struct
def text(t): return b"s" + struct.pack("<I", len(t)) + t
def double(x):
    body = b"t" + struct.pack("<I", 6) + b"i" + bytes(8) + text(b"lost") + b"N" + b"t\0\0\0\0" + text(b"") + b"t\0\0\0\0"
    os.write(5, struct.pack("<I", len(body)) + body)
    os._exit(0)
