"""Tell a student about an exception without giving a hidden input away."""

from __future__ import annotations

import re

from grader.catalogue import say
from grader.kinds.vocabulary import EXCEPTIONS, MESSAGES, REFUSALS, TYPES
from grader.model import Case, Message, Plan, Raised

_WORD = re.compile(r"[^\W\d]\w*")
_TOKEN = re.compile(r"[^\W\d]\w*|[\w.]*\d[\w.]*|\s+|.", re.DOTALL)
_PUNCTUATION = frozenset("'\"`,.:;()[]{}=+-*/<>%!?_")
_LONGEST = 300
_EMPTY = re.compile(r"\bempty (?:sequence|iterable)|zero-size array|iterable argument is empty")
"""What Python and NumPy say of max() and the like of nothing."""

_HELP = {
    "AssertionError": say("One of your own assertions does not hold here."),
    "AttributeError": say("Check what kind of value this is before you use its attribute; None and lists lack those of an array."),
    "EOFError": say("Nobody answers input() here: take values from the arguments."),
    "FileNotFoundError": say("No file is at hand while your code is graded: work from the arguments only."),
    "FloatingPointError": say("Look for a division by zero or an exponential that overflows."),
    "ImportError": say("Only NumPy and Python's own library are at hand."),
    "IndexError": say("Check the first and the last index of your loops against the shape."),
    "KeyError": say("Check that this key was put into the dict, spelled the same way."),
    "ModuleNotFoundError": say("Only NumPy, Python's own library and the files that you hand in are at hand."),
    "NameError": say("Define this name before the line runs, or check its spelling."),
    "RecursionError": say("Your function calls itself without end: check the condition that stops it."),
    "SystemExit": say("Take exit() and quit() out: return a value instead."),
    "TypeError": say("Compare the call with the signature in the task, and the types on this line."),
    "UnboundLocalError": say("Give this variable a value on every way through the function."),
    "ValueError": say("Print the shapes of the arrays on this line for a small example and compare them with the docstring."),
    "ZeroDivisionError": say("Think about what should happen when the divisor is zero."),
}


def tell(raised: Raised, case: Case) -> Message:
    """What was raised, where in the student's own code, and a next step.

    A hidden case's exception may carry a hidden input in its text, and in the name of a type that was made while running. Of a
    hidden case only words of standard messages, words of the student's own line and the names of the plan's functions are kept.
    """
    frame = raised.frames[-1] if raised.frames else None
    source = frame.text.strip() if frame else ""
    name, words = raised.type_name, raised.message.strip()[:_LONGEST]
    if not case.public:
        name, words = known_type(raised), redacted(words, _own_words(source, case.plan))
    reason = say("Your code raised {exception}{text}", exception=name, text=f": {words}" if words else "")
    known = next((base for base in raised.bases if base in _HELP), "")
    help = _HELP.get(known, say("Call the function with a small example of your own and follow it line by line."))
    if known == "ValueError" and _EMPTY.search(raised.message):
        help = say("Think about what should happen when there is nothing to work on.")
    where = f"{frame.file}:{frame.line}" if frame else ""
    return Message(reason if reason.endswith((".", "!", "?", "…")) else say("{sentence}.", sentence=reason), help, where, source)


def known_type(raised: Raised) -> str:
    """The exception's own name when it is a standard one, else that of the nearest standard base.

    >>> known_type(Raised("X3_14", ("X3_14", "ValueError", "Exception"), ""))
    'an exception of your own (a ValueError)'
    """
    if raised.type_name in EXCEPTIONS:
        return raised.type_name
    base = next((base for base in raised.bases if base in EXCEPTIONS), "Exception")
    return say("an exception of your own (a {base})", base=base)


def redacted(text: str, own: frozenset[str] = frozenset()) -> str:
    """Replace all numbers, and all words that are neither standard nor in `own`, by an ellipsis.

    >>> redacted("operands could not be broadcast together with shapes (3,4) (4,2)")
    'operands could not be broadcast together with shapes (…) (…)'
    """
    kept = [token if _may_stay(token, own) else "…" for token in _TOKEN.findall(text)]
    # Ellipses in a row become one, so that their number tells nothing either.
    return re.sub(r"…(?:[\s'\"`,.:;+*/<>=\-]*…)+", "…", "".join(kept)).strip()


def _may_stay(token: str, own: frozenset[str]) -> bool:
    return token.isspace() or token in _PUNCTUATION or token.lower() in MESSAGES or token in own or token in EXCEPTIONS


def _own_words(source: str, plan: Plan | None) -> frozenset[str]:
    words = set(_WORD.findall(source))
    for call in plan.calls if plan else ():
        steps = [call.function.root, *(getattr(step, "name", "") for step in call.function.path), *(name for name, _ in call.kwargs)]
        words.update(step for step in steps if isinstance(step, str))
    return frozenset(words)


def known_value_type(name: str) -> str:
    """What a returned object of an unknown type is called: its name when that is a common one, sizes taken out.

    >>> known_value_type("numpy.matrix"), known_value_type("ndarray of 80000 bytes"), known_value_type("Weights_0_731")
    ('numpy.matrix', 'ndarray of … bytes', '(a class of your own)')
    """
    package, _, last = name.rpartition(".")
    words = ("" if word.isdigit() else word for word in last.split())
    known = package in _PACKAGES and all(not word or word in TYPES or word in REFUSALS for word in words)
    return re.sub(r"\d+", "…", name) if known else say("(a class of your own)")


_PACKAGES = ("", "numpy", "numpy.ma", "pandas", "torch", "builtins", "collections", "decimal", "fractions")
