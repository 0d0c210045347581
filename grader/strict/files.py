"""Open files of a course: bounded, UTF-8, never outside of it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from grader.errors import CourseError, Place

FileName = str | os.PathLike[str]
"""What people may give to name a file."""

MOST_BYTES = 1_000_000
"""No file of a course that is read here needs more."""


def relative(path: Path, root: Path) -> str:
    """Name a file in a message: relative to the course, with forward slashes."""
    return path.relative_to(root).as_posix()


def inside(path: Path, root: Path) -> Path:
    """Give `path` back if it really lies in the course; raises CourseError for a link that leads out of it."""
    try:
        path.resolve().relative_to(root.resolve())
    except (ValueError, OSError, RuntimeError):
        problem = "is a link that leads out of the course"
        raise CourseError(problem, place=Place(relative(path, root)), help="put a copy of the file in its place") from None
    return path


def read_bytes(path: Path, root: Path) -> bytes:
    """Read a regular file of at most 1 MB; raises CourseError with the file's name, and what is wrong with it."""
    place = Place(relative(path, root))
    try:
        status = inside(path, root).stat()
        if not stat.S_ISREG(status.st_mode):
            raise CourseError("is not an ordinary file", place=place)
        if status.st_size > MOST_BYTES:
            raise CourseError(f"is too large: {status.st_size:,} bytes, and {MOST_BYTES:,} are allowed", place=place)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise CourseError("is not there", place=place) from None
    except OSError as error:
        raise CourseError(f"cannot be read: {error.strerror or type(error).__name__}", place=place) from None
    if len(content) > MOST_BYTES:
        raise CourseError(f"is too large: more than the {MOST_BYTES:,} bytes that are allowed", place=place)
    return content


def decode(content: bytes, file: str) -> str:
    """Read bytes as UTF-8, a byte order mark dropped; raises CourseError with the place of the first byte that is not."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        problem = f"byte 0x{content[error.start]:02x} is not UTF-8 text"
        raise CourseError(problem, place=Place(file, line, column), help="save the file as UTF-8 in your editor") from None


def read_text(path: Path, root: Path) -> str:
    """Read a UTF-8 file of the course."""
    return decode(read_bytes(path, root), relative(path, root))


def read_alone(name: FileName) -> bytes:
    """Read one file that stands for itself, wherever it lies; as bounded as `read_bytes`."""
    path = Path(name)
    return read_bytes(path, path.parent)
