# tries: have every new thread and every later call watched and changed
# holds: forged
# control: none

import sys, threading
def double(x):
    def spy(frame, event, arg):
        if event == "return" and isinstance(arg, (bytes, bytearray)): frame.f_locals.update(arg=b"")
        return spy
    threading.setprofile(spy)
    threading.settrace(spy)
    sys.setprofile(spy)
    return 0
