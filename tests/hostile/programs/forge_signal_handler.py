# tries: interrupt the worker with an exception after the call
# holds: forged
# control: none

import signal
def handler(*_): raise KeyboardInterrupt
def double(x):
    signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.0001, 0.0001)
    return 0
