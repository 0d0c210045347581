# tries: change the result after returning it
# holds: forged
# control: none

import threading
def double(x):
    kept = [0.0]
    def later():
        while True: kept[0] = 5.0
    threading.Thread(target=later, daemon=True).start()
    return kept
