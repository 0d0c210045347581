# tries: ignore every signal, disarm the timer, compute for ever
# holds: blocked
# control: unsafe

import signal
def attack(facts):
    for number in range(1, 65):
        try:
            signal.signal(number, lambda *_: None)
        except (OSError, ValueError):
            pass
    signal.setitimer(signal.ITIMER_PROF, 0)
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
