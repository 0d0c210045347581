"""The small drawings and lists that a page repeats hundreds of times, made outside the template for speed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from markupsafe import Markup, escape

from grader.catalogue import Language
from grader.model import Address, Outcome, Verdict
from grader.model.points import percent
from grader.report.prose import inline
from grader.report.words import VERDICTS


@lru_cache(maxsize=8192)
def local(address: Address) -> str:
    """`address.local`, written once: a class asks for the same few hundred addresses a million times."""
    return address.local


@lru_cache(maxsize=16)
def icon(tone: str) -> Markup:
    """The shape of a tone; the words beside it say the same."""
    return Markup('<svg class="i" aria-hidden="true"><use href="#{}"/></svg>').format(tone)


@lru_cache(maxsize=4096)
def bar(earned: Fraction, pending: Fraction, whole: Fraction) -> Markup:
    """A bar of earned, pending and lost; the numbers stand beside it, so it is hidden from screen readers."""
    share = percent(earned, whole)
    waiting = f'<rect class="p" x="{share}%" width="{percent(pending, whole)}%" height="100%"/>' if pending else ""
    return Markup(f'<svg class="bar" aria-hidden="true"><rect class="e" width="{share}%" height="100%"/>{waiting}</svg>')


def rich(tell: Language, template: str, **values: object) -> Markup:
    """A sentence with marked-up pieces in it; what is not marked up is escaped."""
    return Markup(escape(tell.template(template))).format(**values)


def link(address: str) -> Markup:
    """An address that leads to its place in the page."""
    return Markup('<a href="#{}">{}</a>').format(address, address)


def figure(shown: str) -> Markup:
    """A number that stands out."""
    return Markup('<b class="num">{}</b>').format(shown)


def code(shown: str) -> Markup:
    """Something to be typed."""
    return Markup("<code>{}</code>").format(shown)


def case_list(outcomes: Iterable[Outcome], tell: Language) -> Markup:
    """Cases by title: a word only where the shape does not say it all, which ones are public, and how often a title recurs."""
    counted = Counter((o.title, o.verdict, o.public) for o in outcomes)
    return Markup('<ul class="cases">' + "".join(_case(*case, count, tell) for case, count in counted.items()) + "</ul>")


@lru_cache(maxsize=4096)
def _case(title: str, verdict: Verdict, public: bool, count: int, tell: Language) -> Markup:
    words = VERDICTS[verdict]
    tags = [] if verdict in (Verdict.PASSED, Verdict.FAILED) else [tell.of(words.word)]
    tags += [tell("public")] if public else []
    tags += [tell("{count} cases", count=count)] if count > 1 else []
    shown = "".join(f' <span class="tag">{tag}</span>' for tag in tags)
    return Markup('<li><span class="{}">{}</span><span>{}{}</span></li>').format(words.tone, icon(words.tone), inline(title), Markup(shown))
