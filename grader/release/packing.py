"""Write a release as a folder and as a zip, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from grader.errors import UsageError
from grader.selfcheck import PLACE, read_record

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16
_RUNNABLE = 0o100755 << 16


def zipped(folder: str, files: Mapping[str, bytes], *, runnable: Collection[str] = ()) -> bytes:
    """A zip of `files` below one folder, or of none when that is empty; nothing in it depends on the clock, the machine or a library."""
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{path}" if folder else path, _EPOCH)
            entry.external_attr = _RUNNABLE if path in runnable else _MODE
            entry.create_system = 3
            archive.writestr(entry, files[path])
    return room.getvalue()


def write_release(out: Path, name: str, files: Mapping[str, bytes]) -> tuple[Path, Path]:
    """Write `out/<name>/` and `out/<name>.zip`; returns both paths.

    Raises UsageError, and writes nothing, when the folder holds anything but an earlier release as it was written.
    """
    folder, archive = out / name, out / f"{name}.zip"
    old = _released(folder)
    if strays := sorted(_strays(folder, old)):
        listed = ", ".join(strays[:5]) + (f" and {len(strays) - 5} more" if len(strays) > 5 else "")
        raise UsageError(
            f"{folder} holds files that no release wrote, or that were changed since: {listed}; choose another --out, or move them"
        )
    for path in old:
        (folder / path).unlink(missing_ok=True)
    for path, data in sorted(files.items()):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    archive.write_bytes(zipped(name, files))
    return folder, archive


def _released(folder: Path) -> dict[str, str]:
    """Files of the release that is there, with their hashes; its record among them."""
    place = folder / PLACE
    if not place.is_file():
        return {}
    try:
        return dict(read_record(place.read_bytes(), PLACE).files) | {PLACE: ""}
    except UsageError:
        return {}  # a damaged or older record vouches for nothing


def _strays(folder: Path, old: Mapping[str, str]) -> list[str]:
    if not folder.exists():
        return []
    if not folder.is_dir():
        return [folder.name]
    found = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            continue
        if name not in old or (old[name] and hashlib.sha256(path.read_bytes()).hexdigest() != old[name]):
            found.append(name)
    return found
