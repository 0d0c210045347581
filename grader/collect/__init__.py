"""Read what students hand in: folders, zips, notebooks, files, answer sheets."""

from grader.collect.entries import Entry, find
from grader.collect.reading import collect

__all__ = ["Entry", "collect", "find"]
