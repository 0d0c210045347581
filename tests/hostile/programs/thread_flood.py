# tries: start threads without end
# holds: blocked
# control: none

import threading, time
def attack(facts):
    threads = []
    while len(threads) < 20000:
        threads.append(threading.Thread(target=time.sleep, args=(60,), daemon=True))
        threads[-1].start()
    return True
