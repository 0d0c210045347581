"""Print what the locks cost: a locked fork as a ratio to a bare one, and what a loop costs the class.

    python benchmarks/isolation.py [--soak N]

Rows: the grader's whole round trip for one small submission (fork, lock, load, run, encode, decode) with more and more layers, each
turn about with a bare fork of the same kind of zygote, medians. `--soak N` instead observes N different submissions and prints what
is left behind: descriptors, processes, memory. Absolute times depend on the machine; read the ratios.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from grader.model import Call, Chunk, Module, Plan, Ref  # noqa: E402
from grader.sandbox import Batch, Sandbox  # noqa: E402

SOURCE = "import numpy as np\ndef f(x):\n    return np.tanh(x) @ x.T\n"
ROWS = {
    "limits": {"rlimits"},
    "limits, Landlock": {"rlimits", "landlock"},
    "limits, seccomp": {"rlimits", "seccomp"},
    "limits, Landlock, seccomp": {"rlimits", "landlock", "seccomp"},
    "all, namespaces too": {"rlimits", "landlock", "seccomp", "namespaces", "uid"},
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--soak", type=int, default=0, metavar="N", help="observe N submissions and print what they leave behind")
    options = parser.parse_args()
    if options.soak:
        _soak(options.soak)
    else:
        _ratios(rounds=300)


def _modules(source: str) -> dict[str, Module]:
    return {"work": Module("work", (Chunk("work.py", source),))}


def _batch(box: Sandbox) -> Batch:
    return box.batch([Plan("work", (Call(Ref("f"), (np.ones((8, 8)),)),), (Ref(0),))], ["q"])


def _ratios(*, rounds: int) -> None:
    modules = _modules(SOURCE)
    with ExitStack() as stack:
        bare = stack.enter_context(Sandbox(_layers=frozenset()))
        rows = {name: stack.enter_context(Sandbox(_layers=frozenset(layers))) for name, layers in ROWS.items()}
        boxes = [bare, *rows.values()]
        batches = [_batch(box) for box in boxes]
        times: list[list[float]] = [[] for _ in boxes]
        for number in range(rounds + 20):
            for box, batch, seen in zip(boxes, batches, times, strict=True):
                started = time.perf_counter()
                box.observe(modules, batch)
                if number >= 20:
                    seen.append(time.perf_counter() - started)
        floor = statistics.median(times[0])
        print(f"bare fork                         {1000 * floor:6.2f} ms")
        for name, seen in zip(rows, times[1:], strict=True):
            goal = "   (goal <= 1.3)" if name.startswith("all") else ""
            print(f"{name:<32}  {statistics.median(seen) / floor:6.2f} x{goal}")
        print(f"level with all of them            {boxes[-1].level}")


def _state() -> tuple[int, int, float]:
    """Open descriptors, children, and resident memory in MB."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    count = sum(len((path / "children").read_text().split()) for path in Path("/proc/self/task").iterdir()) if children.exists() else 0
    return len(os.listdir("/proc/self/fd")), count, pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _soak(wanted: int) -> None:
    with Sandbox(jobs=1) as box:
        batch = _batch(box)
        started, before = time.perf_counter(), (0, 0, 0.0)
        for number in range(wanted):
            box.observe(_modules(f"{SOURCE}# submission {number}\n"), batch)
            if number == min(1000, wanted // 10):
                before = _state()
        after = _state()
        seconds = time.perf_counter() - started
    print(f"{wanted} submissions in {seconds:.1f} s, {wanted / seconds:.0f} a second")
    for name, was, now in zip(("descriptors", "processes", "memory (MB)"), before, after, strict=True):
        print(f"{name:<12} {was:8.6g} -> {now:.6g}")


if __name__ == "__main__":
    main()
