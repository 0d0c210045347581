# tries: block every signal, then compute in C
# holds: blocked
# control: unsafe

import signal
def attack(facts):
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    return 9 ** (9 ** 9) > 0
