# tries: write a result when Python ends
# holds: forged
# control: none

import atexit, os, struct
@atexit.register
def late(): os.write(5, struct.pack("<I", 6) + b"forged")
def double(x): return 0
