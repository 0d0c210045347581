"""Which files Python and NumPy need, and so student code may read."""

from __future__ import annotations

import os
import sysconfig
from typing import NamedTuple

_INSTALLED = ("site-packages", "dist-packages")


class Places(NamedTuple):
    """Paths as Python spells them; resolve them before they are compared."""

    libraries: tuple[str, ...]
    """Folders of the standard library: all that is in them but what `covered` names."""
    covered: tuple[str, ...]
    """Folders of installed packages below the libraries; a course may be among those."""
    others: tuple[str, ...]
    """Files and folders: NumPy, a profile's library, shared libraries, time zones, two devices."""

    def entries(self) -> list[str]:
        """What may be read, as a flat list: libraries entry by entry, so that the covered folders stay out."""
        inner = [os.path.join(folder, name) for folder in self.libraries for name in os.listdir(folder)]
        covered = {os.path.realpath(path) for path in self.covered}
        kept = [path for path in (*inner, *self.others) if os.path.realpath(path) not in covered]
        return sorted({os.path.realpath(path) for path in kept if path != "/dev/null"})


def needed(numpy_home: str, more: tuple[str, ...] = ()) -> Places:
    """The places on this machine; `numpy_home` is the folder that holds NumPy, `more` is what a profile adds."""
    wanted = (sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), sysconfig.get_config_var("DESTSHARED") or "")
    libraries = tuple(path for path in dict.fromkeys(wanted) if path and os.path.isdir(path))
    covered = tuple(os.path.join(folder, name) for folder in libraries for name in _INSTALLED)
    multiarch = sysconfig.get_config_var("MULTIARCH") or "lib"
    libdir = sysconfig.get_config_var("LIBDIR") or ""
    shared = [os.path.join(libdir, name) for name in os.listdir(libdir) if ".so" in name] if os.path.isdir(libdir) else []
    others = [os.path.join(numpy_home, name) for name in ("numpy", "numpy.libs")] + list(more)
    others += [f"/lib/{multiarch}", f"/usr/lib/{multiarch}", f"/usr/local/lib/{multiarch}", "/lib64", "/usr/lib64", *shared]
    others += ["/usr/share/zoneinfo", "/etc/ld.so.cache", "/dev/urandom", "/dev/null"]
    return Places(libraries, tuple(path for path in covered if os.path.isdir(path)), tuple(path for path in others if os.path.exists(path)))


def open_to_all(paths: tuple[str, ...]) -> bool:
    """Whether an account without any rights of its own could reach these folders."""
    for path in paths:
        path = os.path.realpath(path)
        while True:
            if os.stat(path).st_mode & 0o005 not in (0o005, 0o001):
                return False
            if path == os.path.dirname(path):
                break
            path = os.path.dirname(path)
    return True
