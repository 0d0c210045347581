# tries: raise in the worker's thread from another
# holds: forged
# control: none

import ctypes, threading, time
def double(x):
    main = threading.main_thread().ident
    def later():
        while True:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(main), ctypes.py_object(SystemExit))
    threading.Thread(target=later, daemon=True).start()
    return 0
