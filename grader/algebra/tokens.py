"""Cut LaTeX, Unicode or ASCII mathematics into tokens with positions."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.algebra.refusal import Refusal, TooLarge
from grader.algebra.signs import COMMANDS, FUNCTION_COMMANDS, INVISIBLE, OPERATORS, RELATIONS, STYLE, SUPERSCRIPTS, VULGAR
from grader.algebra.spellings import SUBSCRIPTS, read_name
from grader.algebra.strange import strange_character, strange_letter, too_long
from grader.algebra.symbols import GREEK_LETTERS, Symbols
from grader.algebra.tree import GREEK
from grader.catalogue import say

MOST_TOKENS = 700
LONGEST_NUMBER = 40


class Token(NamedTuple):
    """A piece of text: `kind` is num, dec, name, at (a component), op, rel, begin, end_of or end."""

    kind: str
    text: str
    position: int
    spaced: bool = False
    """Whether white space stands before it."""
    component: str = ""
    """Of `at`: which entry."""


_SPACE = re.compile(
    r"(?:\s|\\[,;:!> ]|\\(?:quad|qquad|(?:neg)?(?:thin|med|thick)space|enspace|displaystyle|textstyle)(?![A-Za-z])"
    r"|\\[hv]?phantom\s*\{[^{}]*\}|\\(?:limits|nonumber|notag|hfill)(?![A-Za-z])"
    r"|\\(?:left|right|big|bigl|bigr|Big|Bigl|Bigr|bigg|biggl|biggr|Bigg)(?![A-Za-z])\.?|\\(?:tag|label|color|textcolor)\{[^{}]*\}|~|⁢|⁡)+"
)
_NUMBER = re.compile(
    r"(?P<grouped>\d{1,3}(?:(?:\{,\}|\\,|\\ |_|[   ])\d{3})+(?![\d])|\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d))"
    r"|(?P<plain>\d+)(?P<fraction>\.\d+)?(?P<power>[eE][-+]?\d{1,3}(?![\d.]))?|(?P<bare>\.\d+)(?P<barepower>[eE][-+]?\d{1,3})?"
)
_UNGROUPED = re.compile(r"(?P<grouped>(?!))|(?P<plain>\d+)(?P<fraction>\.\d+)?(?P<power>(?!))?|(?P<bare>(?!))")
_MULTIPLE = re.compile(r"\s?([Mk])(?![A-Za-z0-9_'(′])")
_COMMAND = re.compile(r"\\([A-Za-z]+\*?|[{}|\\&%])")
_SLOPE = re.compile(r"d\s?((?:[A-Za-z](?:_?\d+)?'*)?)\s?/\s?d\s?([A-Za-z](?:_?\d+)?)(?![A-Za-z\d_(])")
_INDEXED = re.compile(r"\s*\{\s*([A-Za-z](?:_(?:[A-Za-z\d]|\{[A-Za-z\d]+\})|['′’])+)\s*\}")
_TRANSPOSE = re.compile(
    r"\s*(?:\{\s*(?:T|(?P<small>t)|⊤|\\top|\\intercal|\\math(?:sf|rm)\{T\}|\\text\{T\}|\\math(?:sf|rm) T)\s*\}|T(?![a-z_\d])|⊤)"
)
_ROTATION = re.compile(r"R_(?:\{(?:\s*(?:\\?[Tt]heta|[θΘ])\s*,)?([^{}]*)\}|([A-Za-z\d]))")


class Lexer:
    """One pass over one text."""

    def __init__(self, text: str, symbols: Symbols) -> None:
        if refusal := too_long(text):
            raise refusal
        self.text = text
        self.symbols = symbols
        self.at = 0
        self.depth = 0
        self.spaced = False
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        """All tokens, the last of kind `end`."""
        while True:
            space = _SPACE.match(self.text, self.at)
            self.spaced = space is not None
            if space:
                self.at = space.end()
            if self.at >= len(self.text):
                break
            self.step(self.text[self.at])
            if len(self.tokens) > MOST_TOKENS:
                raise TooLarge(say("This line has more than {most} symbols.", most=MOST_TOKENS), self.at, say("Cut it into several lines."))
        self.tokens.append(Token("end", "", len(self.text)))
        return self.tokens

    def put(self, kind: str, text: str, length: int) -> None:
        """Add a token and move on."""
        self.tokens.append(Token(kind, text, self.at, self.spaced))
        self.at += length
        if text in "([{":
            self.depth += 1
        elif text in ")]}":
            self.depth -= 1

    def step(self, char: str) -> None:
        """Read the token that begins here."""
        if char == "\\":
            self.command()
        elif char.isdecimal() or (char == "." and self.text[self.at + 1 : self.at + 2].isdecimal()):
            self.number()
        elif char in SUPERSCRIPTS:
            self.superscript()
        elif char in VULGAR:
            self.vulgar(char)
        elif not self.sign(char):
            self.letter(char)

    def sign(self, char: str) -> bool:
        """Read a relation or an operator, if one begins here."""
        pair = self.text[self.at : self.at + 2]
        if pair in RELATIONS or char in RELATIONS:
            sign = pair if pair in RELATIONS else char
            self.put("rel", RELATIONS[sign], len(sign))
        elif pair in ("**", ".T"):
            self.put("op", "^" if pair == "**" else "T", 2)
        elif char in OPERATORS and not (char == "Σ" and self.symbols.resolve("Sigma")):
            self.put("op", OPERATORS[char], 1)
            self.transpose_after_caret()
            self.index_after_sum()
        else:
            return False
        return True

    def vulgar(self, char: str) -> None:
        """Read a fraction of one character."""
        top, bottom = VULGAR[char].split("/")
        for part in ("(", top, "/", bottom, ")"):
            self.tokens.append(Token("num" if part.isdigit() else "op", part, self.at, self.spaced and part == "("))
        self.at += 1

    def letter(self, char: str) -> None:
        """Read a name, or refuse what is none."""
        if char == "∞":
            self.put("name", "infinity", 1)
        elif char.isalpha():
            self.name()
        else:
            self.strange(char)

    def strange(self, char: str) -> None:
        """Refuse a character, or step over one that nobody can see."""
        if char in "'′’´":
            raise Refusal(say("A prime has nothing to stand on here."), self.at, say("Write it right after the symbol: a'."))
        if char in INVISIBLE:
            self.at += 1
            return
        raise strange_character(char, self.at)

    def transpose_after_caret(self) -> None:
        """Read `^T` as the transpose unless T is a symbol of the question."""
        if self.tokens[-1].text != "^":
            return
        found = _TRANSPOSE.match(self.text, self.at)
        if found and not self.symbols.resolve("t" if found["small"] else "T") and not self.euler_before():
            self.tokens[-1] = self.tokens[-1]._replace(text="T")
            self.at = found.end()

    def euler_before(self) -> bool:
        """Whether the power that begins is one of e."""
        return len(self.tokens) > 1 and self.tokens[-2].text == "e" and not self.symbols.resolve("e")

    def index_after_sum(self) -> None:
        """Read the small letter under a sum sign."""
        small = SUBSCRIPTS.get(self.text[self.at : self.at + 1])
        if self.tokens[-1].text == "sum" and small:
            self.tokens += [Token("op", "sub", self.at), Token("name", small, self.at)]
            self.at += 1

    def number(self) -> None:
        """Read a number with thousands marks, decimals or a power of ten."""
        found = _NUMBER.match(self.text, self.at)
        if found and found["grouped"] and "," in found["grouped"] and "{" not in found["grouped"] and self.depth:
            found = _UNGROUPED.match(self.text, self.at)
        if not found:
            raise Refusal(say("This number cannot be read."), self.at, say("Write it with plain digits."))
        text = re.sub(r"[^\d.eE+-]", "", found[0])
        if len(text) > LONGEST_NUMBER:
            raise TooLarge(
                say("A number with {count} digits is too large to check.", count=len(text)),
                self.at,
                say("Use at most {most} digits.", most=LONGEST_NUMBER),
            )
        kind = "num" if text.isdigit() else "dec"
        length = len(found[0])
        multiple = _MULTIPLE.match(self.text, self.at + length)
        if multiple and not self.symbols.free and not self.symbols.resolve(multiple[1]):
            text += "e6" if multiple[1] == "M" else "e3"
            kind, length = "dec", length + len(multiple[0])
        self.put(kind, text, length)

    def superscript(self) -> None:
        """Turn a run of raised characters into a power."""
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in SUPERSCRIPTS:
            self.at += 1
        inside = "".join(SUPERSCRIPTS[c] for c in self.text[start : self.at])
        if len(inside) > 2 and "ˣ" in self.text[start + 1 : self.at - 1]:
            inside = inside.replace("x", "×")
        self.tokens.append(Token("op", "^", start))
        if inside == "t" and not self.symbols.resolve("t") and not self.euler_before():
            self.tokens[-1] = Token("op", "T", start)
            return
        self.tokens.append(Token("op", "{", start))
        for token in Lexer(inside, self.symbols).run()[:-1]:
            self.tokens.append(token._replace(position=start))
        self.tokens.append(Token("op", "}", start))

    def command(self) -> None:
        """Read a LaTeX command."""
        found = _COMMAND.match(self.text, self.at)
        if not found:
            raise Refusal(say("A backslash stands alone here."), self.at, say("Write a LaTeX command such as \\frac, or take it away."))
        word = found[1]
        if word in ("begin", "end"):
            self.environment(word, found.end())
        elif word in STYLE:
            self.at = found.end()
            self.styled()
        elif word in COMMANDS:
            kind, text = COMMANDS[word]
            self.put(kind, (self.symbols.resolve(text) if kind == "name" else None) or text, len(found[0]))
        elif word in GREEK or word in ("varepsilon", "vartheta", "varphi") or word in FUNCTION_COMMANDS:
            self.name()
        else:
            raise Refusal(
                say("The command \\{name} is not known here.", name=word),
                self.at,
                say("Write it with \\frac, \\sqrt, ^, _ and plain symbols."),
            )

    def environment(self, word: str, start: int) -> None:
        """Read \\begin{pmatrix} and its end; layout environments leave no trace."""
        found = re.compile(r"\s*\{\s*([A-Za-z]+)\*?\s*\}(?:\{[lcr|]*\})?").match(self.text, start)
        if not found:
            raise Refusal(
                say("\\{name} needs the name of an environment.", name=word), self.at, say("Write \\begin{{pmatrix}} ... \\end{{pmatrix}}.")
            )
        if found[1] in ("aligned", "align", "equation", "gather", "gathered", "split", "displaymath", "math", "cases", "eqnarray"):
            self.at = found.end()
            return
        if found[1] not in ("matrix", "pmatrix", "bmatrix", "vmatrix", "smallmatrix", "array", "Bmatrix"):
            raise Refusal(
                say("The environment {name} is not known here.", name=found[1]), self.at, say("Use pmatrix or bmatrix for matrices.")
            )
        self.put("begin" if word == "begin" else "end_of", found[1], found.end() - self.at)

    def styled(self) -> None:
        """Read what a font command is applied to: fonts carry no meaning."""
        indexed = _INDEXED.match(self.text, self.at)
        if indexed:
            self.at = indexed.start(1)
            self.name()
            self.at = indexed.end()
            return
        found = re.compile(r"\s*\{\s*([^{}]*?)\s*\}").match(self.text, self.at)
        if found and not re.fullmatch(r"[A-Za-z][A-Za-z\d]*|\\[A-Za-z]+|[^\W\d_][₀-₉]*", found[1]):
            if found[1].strip(" .,;:"):
                raise Refusal(say("Only a name may stand in a font command."), self.at, say("Take the font command away."))
            self.at = found.end()
            return
        self.name()

    def name(self) -> None:
        """Read a run of letters as one or several declared symbols."""
        if self.slope() or self.rotation():
            return
        if self.text.startswith("sum_", self.at):
            self.put("op", "sum", 3)
            return
        start, spaced = self.at, self.spaced
        pieces, self.at = read_name(self.text, self.at, self.symbols)
        for piece in pieces:
            letter = piece.text[0]
            if not letter.isascii() and letter not in GREEK_LETTERS:
                raise strange_letter(letter, start)
            self.tokens.append(Token("at" if piece.component else "name", piece.text, piece.position, spaced, piece.component))
            spaced = False

    def slope(self) -> bool:
        """Read `ds/dz` or `d/dz` as \\frac{ds}{dz}, unless the question has such symbols of its own."""
        found = _SLOPE.match(self.text, self.at)
        if not found or any(self.symbols.resolve(name) for name in ("d", "d" + found[2])):
            return False
        for part in ("frac", "{", "d", found[1], "}", "{", "d", found[2], "}"):
            if part:
                plain = part.replace("_", "")
                kind = "op" if part in ("frac", "{", "}") else "name"
                self.tokens.append(Token(kind, plain if kind == "op" else self.symbols.resolve(plain) or plain, self.at))
        self.at = found.end()
        return True

    def rotation(self) -> bool:
        """Read R_m and R_{n-m} as R(m) and R(n-m) where R is a rotation."""
        found = _ROTATION.match(self.text, self.at)
        angle, last = self.symbols.angle, found.end() - 1 if found else 0
        own = self.symbols.resolve("R") and "R" not in self.symbols.functions
        if not found or own or not (angle or "R" in self.symbols.functions):
            return False
        inside = Lexer(found[1] or found[2], self.symbols).run()[:-1]
        tokens = [token._replace(position=token.position + found.start(1 if found[1] else 2)) for token in inside]
        if angle and any(token.kind == "name" for token in tokens) and all(token.text != angle for token in tokens):
            # The index of R_m counts positions, whatever R(m) may mean: it turns by m theta.
            tokens = [Token("op", "(", self.at), *tokens, Token("op", ")", last), Token("name", angle, last)]
        self.tokens += [Token("name", "R", self.at, self.spaced), Token("op", "(", self.at), *tokens, Token("op", ")", last)]
        self.at = last + 1
        return True
