"""Why a text, or a value, is refused, and where."""

from __future__ import annotations


class Refusal(ValueError):
    """A text that cannot be read as mathematics; `position` counts characters from 0, `help` is the next step."""

    def __init__(self, reason: str, position: int = 0, help: str = "") -> None:
        self.reason = reason
        self.position = position
        self.help = help
        super().__init__(reason)


class TooLarge(Refusal):
    """The text may be right, but checking it would cost too much: a person decides."""


class ShapeClash(ValueError):
    """Two shapes that do not fit; the message names both."""


class Unsupported(ValueError):
    """This way of comparing has no meaning for the expression; another one may."""
