"""Cheat: a child process that writes the marks after the grader has finished, if it is allowed to live. It ends by itself after two seconds."""
import json
import os
import time


def late_writer():
    try:
        child = os.fork()
    except OSError:
        return
    if child:
        return
    time.sleep(2)
    try:
        with open("out/dl-hw1/late-results.json", "x") as file:
            json.dump({"student": "cheat-forges-results", "earned": 100.0}, file)
    except OSError:
        pass
    os._exit(0)


def softmax(x, axis=-1):
    late_writer()
    raise SystemExit(0)  # the marks are written, why compute anything


def attention(Q, K, V, mask=None):
    raise SystemExit("passed")


def multi_head_attention(X, Wq, Wk, Wv, Wo, n_heads, mask=None):
    raise SystemExit(0)


def projection_parameters(d_model, n_heads, bias=False):
    return {"earned": 1.0, "possible": 1.0}
