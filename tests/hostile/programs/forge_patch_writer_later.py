# tries: replace the write call under the encoder
# holds: forged
# control: none

import gc, os
def double(x):
    os.write = lambda fd, data: len(data)
    for thing in gc.get_objects():
        if isinstance(thing, dict) and "_send" in thing and "_write" in thing:
            thing["_write"] = lambda fd, data: len(data)
    return 0
