"""Print how many answers the shipped rubrics score in a second, and what the engine's import costs."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from grader.text import load_rubric  # noqa: E402

LAPS = 30


def main() -> None:
    rubrics = [load_rubric(path) for path in sorted((ROOT / "rubrics" / "dl-hw1").glob("*.yaml")) if ".milestones" not in path.name]
    pairs = [(rubric, anchor.answer) for rubric in rubrics for anchor in rubric.anchors]
    for rubric, answer in pairs:
        rubric.score(answer)
    started = time.process_time()
    for lap in range(LAPS):
        for rubric, answer in pairs:
            # Other words each lap, so that no answer is one that was seen before.
            rubric.score(f"{answer} lap{lap}")
    spent = time.process_time() - started
    words = sum(len(answer.split()) for _, answer in pairs) / len(pairs)
    print(f"{LAPS * len(pairs) / spent:,.0f} answers/s on one core ({words:.0f} words each)")
    long = " ".join(answer for _, answer in pairs) * 200
    started = time.process_time()
    rubrics[0].score(long[:100_000])
    print(f"{1000 * (time.process_time() - started):.0f} ms for 100 kB")
    code = "import time; t = time.process_time(); import grader.text; print(f'{time.process_time() - t:.3f} s CPU to import grader.text')"
    print(subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip())


if __name__ == "__main__":
    main()
