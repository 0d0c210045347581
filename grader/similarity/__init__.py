"""Which submissions share code that the course did not hand out: evidence for a person, never a verdict.

`compare_class` takes the sources of a class and the released stubs. Pure: no file, no process; sources are only read as text.
"""

from __future__ import annotations

from grader.similarity.comparison import Pair, Similarities, compare_class
from grader.similarity.passages import Passage, Place

__all__ = ["Pair", "Passage", "Place", "Similarities", "compare_class"]
