"""Read what students hand in: folders, zips, notebooks, files, answer sheets."""

from grader.collect.entries import Entry, find
from grader.collect.manifest import FORMAT, MANIFEST, content_hash, receipt, release_hash
from grader.collect.reading import collect
from grader.collect.times import read_time, time_at

__all__ = ["FORMAT", "MANIFEST", "Entry", "collect", "content_hash", "find", "read_time", "receipt", "release_hash", "time_at"]
