# tries: hook into everything that the worker does, and end it there
# holds: forged
# control: none

import sys
def double(x):
    def hook(event, arguments):
        if event.startswith(("object", "os", "gc", "sys")): raise KeyboardInterrupt(event)
    sys.addaudithook(hook)
    return 0
