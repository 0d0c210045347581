"""Take tags, emphasis and what is struck out from a line; nothing moves."""

from __future__ import annotations

import re

_STRUCK = re.compile(r"~~.*?~~")
_TAG = re.compile(r"</?(?:br|p|div|span|b|i|em|strong|code|u)\s*/?>", re.IGNORECASE)
_RAISED = re.compile(r"<(sup|sub)>([^<>]*)</\1>", re.IGNORECASE)
_BOLD = re.compile(r"(?<![\w)\]}*])(\*\*|__|`)(?![\s*])([^`]+?)(?<![\s*])\1(?![\w(*])")


def without_markup(text: str) -> str:
    """Text of the same length without tags and emphasis; raised and lowered text becomes a power or an index.

    >>> without_markup("**k = x<sup>2</sup>**, a ** 2 ** b<br>").split()
    ['k', '=', 'x^{2}', ',', 'a', '**', '2', '**', 'b']
    """
    text = _STRUCK.sub(lambda m: " " * len(m[0]), text)
    text = _TAG.sub(lambda m: " " * len(m[0]), text)
    text = _BOLD.sub(lambda m: f"{' ' * len(m[1])}{m[2]}{' ' * len(m[1])}", text)
    return _RAISED.sub(lambda m: f"{'^' if m[1].lower() == 'sup' else '_'}{{{m[2]}}}".ljust(len(m[0])), text)
