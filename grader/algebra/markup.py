"""Take tags, emphasis and what is struck out from a line; nothing moves."""

from __future__ import annotations

import re
from collections.abc import Callable

_STRUCK = re.compile(r"~~.*?~~")
_SPACING = re.compile(r"(?<!\\)\\[;:!>](?=\s|\\)")
"""LaTeX's small blanks: where a line is cut behind one, a lone backslash would be left of it."""
_TAG = re.compile(r"</?(?:br|p|div|span|b|i|em|strong|code|u)\s*/?>", re.IGNORECASE)
_RAISED = re.compile(r"<(sup|sub)>([^<>]*)</\1>", re.IGNORECASE)
_BOLD = re.compile(r"(?<![\w)\]}*])(\*\*|__|`)(?![\s*])([^`]+?)(?<![\s*])\1(?![\w(*])")


_SPOKEN = re.compile(r"(?<=[\s)\]}])(times|multiplied by|multiplied with|plus|minus|divided by)(?=[\s(\[{])")
_LEFT, _RIGHT = re.compile(r"([\w'′]+|[)\]}])\s*$"), re.compile(r"\s*(\\?[\w'′]+|[(\[{])")
_SIGNS = {"plus": "+", "minus": "-", "divided by": "/"}


def with_signs(text: str, is_operand: Callable[[str], bool]) -> str:
    """Words of arithmetic between two operands as signs; nothing moves.

    >>> with_signs("a times b is 3 times the same", lambda word: len(word) == 1)
    'a ×     b is 3 times the same'
    """

    def sign(found: re.Match[str]) -> str:
        left, right = _LEFT.search(text[: found.start()]), _RIGHT.match(text, found.end())
        if left and right and is_operand(left[1]) and is_operand(right[1]):
            return _SIGNS.get(found[1], "×").ljust(len(found[0]))
        return found[0]

    return _SPOKEN.sub(sign, text)


def without_markup(text: str) -> str:
    """Text of the same length without tags and emphasis; raised and lowered text becomes a power or an index.

    >>> without_markup("**k = x<sup>2</sup>**, a ** 2 ** b<br>").split()
    ['k', '=', 'x^{2}', ',', 'a', '**', '2', '**', 'b']
    """
    text = _STRUCK.sub(lambda m: " " * len(m[0]), _SPACING.sub("  ", text))
    text = _TAG.sub(lambda m: " " * len(m[0]), text)
    text = _BOLD.sub(lambda m: f"{' ' * len(m[1])}{m[2]}{' ' * len(m[1])}", text)
    return _RAISED.sub(lambda m: f"{'^' if m[1].lower() == 'sup' else '_'}{{{m[2]}}}".ljust(len(m[0])), text)
