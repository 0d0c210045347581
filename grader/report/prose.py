"""Turn the text of messages and prompts into safe HTML, with MathML."""

from __future__ import annotations

import re
from functools import lru_cache
from textwrap import dedent
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markupsafe import Markup, escape

from grader.report.escape import plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LONGEST = 1500
"""Characters of one message that a report shows; a traceback of a hostile name must not fill the page."""
_LONGEST_FORMULA = 400

# Code wins over maths; a dollar sign is maths only where it cannot be money: no blank inside, no digit behind.
_PIECE = re.compile(
    r"(?P<fence>`+)(?P<code>.+?)(?<!`)(?P=fence)(?!`)"
    r"|\$\$(?P<display>[^$]+)\$\$"
    r"|(?<![\\$\w])\$(?P<math>[^$\s](?:[^$\n]*[^$\s\\])?)\$(?![\d$])",
    re.DOTALL,
)
_WORDS = re.compile("[a-z]+")
_TAGS = frozenset(
    _WORDS.findall(
        """math mrow mi mn mo ms mtext mspace msqrt mroot mfrac msub msup msubsup munder mover munderover mmultiscripts
        mprescripts none mtable mtr mtd mlabeledtr mstyle mpadded mphantom menclose"""
    )
)
_ATTRIBUTES = frozenset(
    _WORDS.findall(
        """display stretchy fence separator form lspace rspace width height depth minsize maxsize symmetric movablelimits accent
        accentunder linethickness columnalign rowspacing columnspacing columnlines rowlines mathvariant displaystyle scriptlevel
        notation largeop"""
    )
)
_MATHML = "{http://www.w3.org/1998/Math/MathML}"


@lru_cache(maxsize=2048)
def inline(text: str) -> Markup:
    """One line of a course's words: `code` and $maths$ are shown as such, all else is escaped.

    >>> inline("use `axis` & <b>")
    Markup('use <code>axis</code> &amp; &lt;b&gt;')
    """
    return _inline(" ".join(plain(text, LONGEST).split()))


@lru_cache(maxsize=2048)
def message(text: str) -> Markup:
    """A message of one or more paragraphs; lines that are indented keep their form (arrays, tracebacks).

    >>> message("Rows must sum to 1.")
    Markup('<p>Rows must sum to 1.</p>')
    """
    shown: list[Markup] = []
    for lines in blocks(plain(text, LONGEST)):
        if lines[0].startswith("  "):
            shown.append(Markup('<pre tabindex="0">{}</pre>').format(dedent("\n".join(lines))))
        else:
            shown.append(Markup("<p>{}</p>").format(_inline(" ".join(line.strip() for line in lines))))
    return Markup("").join(shown)


def blocks(text: str) -> list[list[str]]:
    """Runs of lines that are alike: indented or not, parted by blank lines.

    >>> blocks("Yours:\\n  [1 2]")
    [['Yours:'], ['  [1 2]']]
    """
    runs: list[list[str]] = []
    blank = True
    for line in text.split("\n"):
        if not line.strip():
            blank = True
            continue
        if blank or line.startswith("  ") != runs[-1][-1].startswith("  "):
            runs.append([])
        runs[-1].append(line)
        blank = False
    return runs


def _inline(text: str) -> Markup:
    if "`" not in text and "$" not in text:
        return escape(text)
    out, end = [], 0
    for found in _PIECE.finditer(text):
        out.append(escape(text[end : found.start()]))
        out.append(_piece(found))
        end = found.end()
    out.append(escape(text[end:]))
    return Markup("").join(out)


def _piece(found: re.Match[str]) -> Markup:
    if found["code"] is not None:
        return Markup("<code>{}</code>").format(found["code"].strip())
    if found["display"] is not None:
        return maths(found["display"], display=True)
    return maths(found["math"])


@lru_cache(maxsize=1024)
def maths(latex: str, *, display: bool = False) -> Markup:
    """LaTeX as MathML; what is no LaTeX, or would bring anything but maths with it, is shown as code.

    >>> maths("x<y").startswith("<math")
    True
    """
    as_code = Markup("<code>{}</code>").format(latex.strip())
    if len(latex) > _LONGEST_FORMULA:
        return as_code
    from latex2mathml.converter import convert

    # A converter of third parties may fail in many ways on text that is no LaTeX; whichever it is, the source is readable.
    try:
        root = ElementTree.fromstring(convert(latex.strip(), display="block" if display else "inline"))
    except Exception:
        return as_code
    for element in root.iter():
        element.tag = element.tag.removeprefix(_MATHML)
        if element.tag not in _TAGS or not _ATTRIBUTES.issuperset(element.attrib):
            return as_code
    return Markup(ElementTree.tostring(root, encoding="unicode"))


@lru_cache(maxsize=512)
def prompt(text: str) -> Markup:
    """A course's Markdown prompt as HTML: no raw HTML, no images, no headings; formulas as MathML.

    >>> prompt("Give **one** reason.")
    Markup('<p>Give <strong>one</strong> reason.</p>\\n')
    """
    kept: list[Markup] = []

    def keep(found: re.Match[str]) -> str:
        if found["code"] is not None:
            return found[0]
        kept.append(_piece(found))
        return f"\ue000{len(kept) - 1}\ue001"

    source = _PIECE.sub(keep, plain(text).replace("\ue000", "\ufffd").replace("\ue001", "\ufffd"))
    html = _markdown().render(source)
    return Markup(re.sub("\ue000(\\d+)\ue001", lambda found: str(kept[int(found[1])]), html))


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Headings of a prompt would break the order of the report's own; images would need the network.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "heading", "lheading", "html_block", "html_inline"])
