"""Write a course's workflows: `grader ci init`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal

from grader.ci.settings import FILE
from grader.errors import UsageError
from grader.report import write

Forge = Literal["github", "gitlab"]
_PINNED = re.compile(r"(?P<repository>[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+)@(?P<commit>[0-9a-f]{40})")
_FILES: Mapping[Forge, Mapping[str, str]] = {
    "github": {f".github/workflows/{name}.yml": f"{name}.yml" for name in ("draw", "grade", "score")},
    "gitlab": {".gitlab-ci.yml": "course.gitlab-ci.yml", "grading.gitlab-ci.yml": "grading.gitlab-ci.yml"},
}
_CHECKOUT = """\
      - name: The grader
        uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          repository: {repository}
          ref: {commit}
          path: grader
          persist-credentials: false
"""
_CLONE = """\
    - git clone --quiet "$CI_SERVER_URL/{repository}.git" grader && git -C grader checkout --quiet {commit}
"""
_SETTINGS = """\
# What this course says about pull requests; see docs/pull-requests.md of the grader.
format: 1
# Public. It makes the inputs of this course unlike those of any other for the same commit; change it when the course starts anew.
salt: {salt}
# What a public repository shows: nothing, feedback (what to fix, no marks) or marks. A private one shows everything.
public: feedback
"""


BY_HAND: Mapping[Forge, tuple[str, ...]] = {
    "github": (
        "Put solutions/ and rubrics/ into a private repository, and out of this one.",
        "Give that repository a read-only deploy key.",
        "Here, make an environment `grading`, allowed for the default branch only, with the private key in it as ANSWERS_DEPLOY_KEY.",
        "Set the variable ANSWERS_REPOSITORY to OWNER/NAME of the private repository.",
        "Protect the default branch; commit these files to it.",
        "See what a class would get: grader ci rehearse --base main --all",
    ),
    "gitlab": (
        "Put solutions/, rubrics/ and grading.gitlab-ci.yml (as .gitlab-ci.yml) into a private project, and out of this one.",
        "There, set COURSE_URL to this project's address, and GRADER_TOKEN (limited to the environment `grading`) to a token of it.",
        "There, make a trigger token; here, add a webhook for merge requests to it.",
        "Protect the default branch; commit .gitlab-ci.yml and ci.yaml to it.",
        "See what a class would get: grader ci rehearse --base main --all",
    ),
}
"""What no file can do."""


@dataclass(frozen=True, slots=True)
class Written:
    """What `init` did."""

    new: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that were there already, word for word."""


def init(course: Path, forge: Forge, *, grader: str, salt: str, force: bool = False) -> Written:
    """Write the workflows and `ci.yaml` into a course; nothing that differs is overwritten without `force`.

    `grader` is `OWNER/REPOSITORY@COMMIT`, where CI gets the grader; empty when the course's own repository holds it. Raises UsageError
    when it is empty and the course does not, when it is not pinned to a commit, or when another file is in the way.
    """
    if not (course / "assignments").is_dir():
        raise UsageError(f"{course} is no course: it holds no assignments/; run this at the root of the course's repository")
    files = {path: _rendered(template, forge, _source(course, grader)) for path, template in _FILES[forge].items()}
    if not (course / FILE).exists():
        files[FILE] = _SETTINGS.format(salt=salt).encode()
    others = [path for path, content in files.items() if (course / path).exists() and (course / path).read_bytes() != content]
    if others and not force:
        raise UsageError(f"{', '.join(others)} is there and differs; look at it, and overwrite it with --force")
    new = [path for path in files if path in others or not (course / path).exists()]
    for path in new:
        write((course / path).parent, {Path(path).name: files[path]})
    return Written(tuple(new), tuple(path for path in files if path not in new))


def _source(course: Path, grader: str) -> re.Match[str] | None:
    if not grader:
        if not all((course / name).exists() for name in ("grader/__main__.py", "requirements.lock")):
            raise UsageError(
                "CI must know where to get the grader, and this repository does not hold it"
                "\n  Give --grader OWNER/REPOSITORY@COMMIT: a repository with the grader, pinned to a full commit id"
            )
        return None
    found = _PINNED.fullmatch(grader)
    if not found:
        raise UsageError(f"--grader {grader!r}: write OWNER/REPOSITORY@COMMIT with all 40 digits of the commit; a tag can be moved")
    return found


def _rendered(template: str, forge: Forge, source: re.Match[str] | None) -> bytes:
    text = resources.files("grader.ci").joinpath("templates", template).read_text(encoding="utf-8")
    step = "" if source is None else (_CHECKOUT if forge == "github" else _CLONE).format(**source.groupdict())
    text = re.sub(r"^ *#GRADER#\n", lambda _: step, text, flags=re.MULTILINE)
    return text.replace("GRADER_HOME", "grader" if source else "course").encode()
