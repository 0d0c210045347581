# tries: get the key by forged results of the public cases, read the hidden ones, then show them in another public result
# holds: leak
# control: none

MARK = 2 * 291870.5
import os, select, struct
def text(t): return b"s" + struct.pack("<I", len(t)) + t
def many(*items): return b"t" + struct.pack("<I", len(items)) + b"".join(items)
def frame(body): os.write(5, struct.pack("<I", len(body)) + body)
def result(words):
    told = text(words.encode())
    raised = many(text(b"ValueError"), many(text(b"ValueError")), told, many(), b"i" + bytes(8))
    frame(many(b"i" + bytes(8), text(b"raised"), raised, many(), text(b""), many()))
frame(many(many(), many()))
result("first")
shown = "no key"
if select.select([3], [], [], 0.5)[0]:
    shown = str(MARK) + " by key " + os.read(3, 32).hex()
result(shown)
def double(x): return x
def total(x): return shown
