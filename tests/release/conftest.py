"""The release of the homework that ships with this project, made once."""

from __future__ import annotations

import pytest

from grader.pipeline import open_sandbox, ready
from grader.release import make_release


@pytest.fixture(scope="session")
def homework(root):
    """The assignment with its reference."""
    return ready(root, "dl-hw1")


@pytest.fixture(scope="session")
def made(root, homework):
    """Its release."""
    with open_sandbox(1) as sandbox:
        return make_release(homework, root, sandbox)
