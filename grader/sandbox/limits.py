"""How much one submission may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one observed submission; seconds are CPU time unless they say wall."""

    load_seconds: float = 3.0
    """Running the student's file from top to bottom."""
    total_seconds: float = 60.0
    """Everything, all forks together."""
    total_wall: float = 180.0
    memory: int = 1 << 30
    """Address space in bytes; NumPy with one BLAS thread needs 192 MiB of it."""
    frame_bytes: int = 9 << 20
    """One case's result."""
    total_bytes: int = 64 << 20
    """All results of one submission."""
    alone: float = 20.0
    """Wall seconds that one submission's second tries may keep all others waiting; docs/design/030."""
    restarts: int = 4
    """Forks after the code ended its own process."""
    forks: int = 500
    """After so many, a zygote is replaced by a fresh one."""

    def wall(self, seconds: float) -> float:
        """Wall time after which something that may take `seconds` of CPU time is ended: CPU time decides unless it sleeps.

        >>> Limits().wall(2.0)
        8.0
        """
        return 3 * seconds + 2


LIMITS = Limits()
