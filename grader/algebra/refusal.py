"""Why a text, or a value, is refused, and where."""

from __future__ import annotations

from grader.catalogue import say


class Refusal(ValueError):
    """A text that cannot be read as mathematics; `position` counts characters from 0, `help` is the next step."""

    def __init__(self, reason: str, position: int = 0, help: str = "") -> None:
        self.reason = reason
        self.position = position
        self.help = help
        super().__init__(reason)

    @property
    def words(self) -> str:
        """The reason and the next step in one."""
        return say("{reason} {help}", reason=self.reason, help=self.help) if self.help else self.reason


class TooLarge(Refusal):
    """The text may be right, but checking it would cost too much: a person decides."""


class Unfit(ValueError):
    """Something that cannot be compared; `reason` says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class ShapeClash(Unfit):
    """Two shapes that do not fit; the reason names both."""


class Unsupported(Unfit):
    """This way of comparing has no meaning for the expression; another one may."""
