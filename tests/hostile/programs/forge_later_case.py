# tries: answer the next case from a thread that was started in this one
# holds: forged
# control: none

import os, struct, threading, time
def text(t): return b"s" + struct.pack("<I", len(t)) + t
def double(x):
    def later():
        for _ in range(200):
            body = b"t" + struct.pack("<I", 6) + b"i" + struct.pack("<q", 1) + text(b"returned") + b"N" + b"t\0\0\0\0" + text(b"") + b"t\0\0\0\0"
            os.write(5, struct.pack("<I", len(body)) + body)
            time.sleep(0.0005)
    threading.Thread(target=later, daemon=True).start()
    time.sleep(0.005)
    return 0
