"""How much of a hand-in is read, and no more."""

from __future__ import annotations

MIB = 1024 * 1024

TEXT_BYTES = 2 * MIB
"""One source file or answer sheet."""
NOTEBOOK_BYTES = 50 * MIB
"""One notebook with its outputs, which are dropped."""
KEPT_BYTES = 20 * MIB
"""All text that is kept of one submission."""
NOTEBOOKS = 6
"""Notebooks that are read of one submission."""
ENTRIES = 2_000
"""Files and folders of one submission, caches and environments left out."""
DEPTH = 8
"""Folders inside folders."""
ARCHIVE_BYTES = 64 * MIB
"""One zip file."""
DIRECTORY_BYTES = 4 * MIB
"""A zip file's table of contents."""
UNPACKED_BYTES = 1024 * MIB
"""What a zip file claims to hold; only the few files that are read are ever unpacked."""
RATIO = 300
"""A zip that claims more than this many times its size (and more than KEPT_BYTES) is a bomb."""
JSON_CONTAINERS = 1_000_000
"""Braces and brackets of one notebook: 50 MB of `{}` would take gigabytes once read."""
JSON_COMMAS = 3_000_000
"""Commas of one notebook, for the same reason."""
CELLS = 5_000
"""Cells of one notebook."""
NOTES = 40
"""Notes that one submission carries; more help nobody."""
HINTS = 1000
"""Hints of one part, and parts with hints, that a manifest may name."""
