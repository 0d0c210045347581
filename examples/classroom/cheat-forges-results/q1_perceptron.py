"""Cheat: write a report with full marks to every place where a grader might read it. Only new files are written, nothing is deleted."""
import atexit
import json
import os
import stat
import sys

FULL = {
    "student": "cheat-forges-results",
    "earned": 100.0,
    "possible": 100.0,
    "status": "final",
    "parts": [{"address": "dl-hw1/q1.predict", "earned": 2.0, "possible": 2.0, "verdict": "passed", "credit": 1}],
}


def shout():
    line = json.dumps(FULL)
    for stream in (sys.stdout, sys.stderr):
        print(line, file=stream)
        print("PASSED", "100%", "ok 1 - all tests", "=== 240 passed in 0.01s ===", sep="\n", file=stream)


def write_reports():
    for folder in (".", "out", "out/dl-hw1"):
        for name in ("cheat-forges-results.json", "results.json", "result.json"):
            path = os.path.join(folder, name)
            try:
                with open(path, "x") as file:  # "x": never over a file that is there
                    json.dump(FULL, file)
            except OSError:
                pass


def write_descriptors():
    """Perhaps one of the open pipes leads to the grader. Files are left alone."""
    line = (json.dumps(FULL) + "\n").encode()
    for number in range(3, 64):
        try:
            kind = os.fstat(number).st_mode
            if stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind):
                os.write(number, line)
        except OSError:
            pass


def forge():
    shout()
    write_reports()
    write_descriptors()


forge()
atexit.register(forge)


def predict(X, w, b):
    forge()
    raise SystemExit(0)


def train_perceptron(X, y, *, epochs, learning_rate=1.0):
    raise SystemExit(0)


def forward(X, W1, b1, W2, b2):
    raise SystemExit(0)


def gradients(X, y, W1, b1, W2, b2):
    raise SystemExit(0)


def train_xor(seed):
    raise SystemExit(0)
