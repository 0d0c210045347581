# tries: watch the worker by a trace function
# holds: forged
# control: none

import sys
def double(x):
    def spy(frame, event, arg):
        frame.f_trace_lines = True
        return spy
    sys.settrace(spy)
    sys.setprofile(spy)
    return 0
