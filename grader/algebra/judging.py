"""Truth and consequence of each line, with the state between lines."""

from __future__ import annotations

from functools import partial

from grader.algebra.consequence import agree, forms_agree, results_called, same_form
from grader.algebra.constants import constant
from grader.algebra.lines import Line, read_line
from grader.algebra.parser import Chain
from grader.algebra.question import Question, defines_e
from grader.algebra.refusal import ShapeClash, TooLarge, Unsupported
from grader.algebra.statements import Finding, bounded, check_relation, undefined_in, worst
from grader.algebra.tree import Node, names, spelling, sym
from grader.algebra.unfolding import Scope, free_of_values, unfold
from grader.algebra.verdicts import CheckedLine
from grader.catalogue import say

INHERITED = say("This follows from a line above that is wrong already.")


class Judge:
    """Goes through the lines of one derivation."""

    def __init__(self, question: Question, texts: list[str]) -> None:
        self.question = question
        self.symbols = question.symbols.with_own_e() if defines_e(question, texts) else question.symbols
        self.lines = [read_line(text, self.symbols).without_point(question.scope.definitions) for text in texts]
        self.helpers: dict[str, Node] = {}
        """New symbols that the student defines, wherever that stands."""
        self.written: dict[str, Node] = {}
        """The goal's symbols as the student has defined them so far."""
        self.wrong: dict[str, Node] = {}
        """Left sides that a wrong line gave another value, for telling what follows from what."""
        self.slipped = False
        """Whether the statement just above is wrong."""
        self.head: Node | None = None
        self.last: Node | None = None
        self.heads: list[tuple[Node, Node]] = []
        """Head and last side of the chains before."""
        self.main: tuple[Node, Node] | None = None
        """Head and last side of the chain that a definition or an identity interrupted."""
        self.defined: set[str] = set()
        self.judged: dict[str, str] = {}
        """Verdicts on the goal's symbols that the line being judged defines."""
        self.stated: list[Chain] = []
        """What the line that is being judged says."""
        self.statements: dict[int, tuple[Chain, ...]] = {}
        self.claims: dict[int, tuple[str, ...]] = {}
        """By line: what has to be proved."""
        self.collect()

    def collect(self) -> None:
        """Find the student's own symbols first: a definition may stand after its use."""
        for line in self.lines:
            for chain in line.chains:
                for name, value in self.definitions_in(chain, line):
                    if name not in self.question.unknowns and name not in self.helpers and name not in names(value):
                        self.helpers[name] = value
        for name in list(self.helpers):
            if undefined_in([self.helpers[name]], self.question.scope.with_definitions(self.helpers)):
                del self.helpers[name]

    def definitions_in(self, chain: Chain, line: Line) -> list[tuple[str, Node]]:
        """The symbols that a chain defines, underbrace labels included."""
        found = [(name, value) for name, value in chain.labels if self.definable(name, line)]
        sides = chain.sides
        if len(sides) < 2 or chain.relations[0] != "=" or sides[0] is None or sides[1] is None:
            return found
        left, right = sides[0], sides[1]
        if left.op == "sym" and self.definable(str(left.value), line):
            found.append((str(left.value), right))
        elif left.op == "transpose" and left.args[0].op == "sym" and left.args[0].value in self.question.unknowns:
            found.append((str(left.args[0].value), Node("transpose", (right,))))
        elif len(sides) == 2 and right.op == "sym" and right.value in self.question.unknowns and left.op != "sym":
            found.append((str(right.value), left))
        return found

    def definable(self, name: str, line: Line) -> bool:
        """Whether a name is the student's to define: new in the goal, or unheard of."""
        question = self.question
        if name in question.unknowns or name in self.helpers:
            return True
        taken = name in question.scope.definitions or name in question.scope.functions or name in question.goal_names
        if not line.defining and name.swapcase() in self.symbols.shapes:
            # Y for y is far more often a slip of the shift key than a new symbol; "let Y = ..." still makes one.
            return False
        return not taken and name not in self.given_names() and (name not in ("I", "e", "pi") or self.symbols.resolve(name) is not None)

    def given_names(self) -> frozenset[str]:
        """Symbols that occur in the givens."""
        return frozenset[str]().union(*(names(side) for chain in self.question.given for side in chain.sides if side is not None))

    def run(self) -> list[CheckedLine]:
        """Judge every line; which of them are proved is not settled yet."""
        return [self.judge(line, at) for at, line in enumerate(self.lines)]

    def judge(self, line: Line, at: int) -> CheckedLine:
        """Judge one line."""
        if line.refusal is not None:
            verdict = "undecided" if isinstance(line.refusal, TooLarge) else "unparseable"
            said = line.refusal.words, line.refusal.position + 1
            return CheckedLine(line.text, line.reading, "step", verdict, None, False, *said)  # type: ignore[arg-type]
        findings: list[Finding] = []
        kind, self.stated, self.judged = "step", [], {}
        for chain in line.chains:
            defined = [
                name
                for name, _ in self.definitions_in(chain, line)
                if name not in dict(chain.labels) and (name in self.helpers or name in self.question.unknowns)
            ]
            if defined or (line.defining and ":=" in line.text):
                kind = "def"
            findings.append(bounded(partial(self.statement, chain, line)))
        self.stated += (there := [chain for chain in line.conditions() if self.about_the_point(chain, self.scope())])
        findings += [Finding("correct", None)] * bool(there)  # "0.25 at x = 0" says where
        called = results_called(line.remarks, self.question.goal, self.scope())
        self.stated += called
        findings += called.values()
        if not findings:
            return CheckedLine(line.text, "", "prose", "ignored", None)
        found = worst(findings)
        if found.verdict == "incorrect" and self.question.constraints:  # putting values in cannot tell what follows from it
            found = Finding("undecided", None, reason=say("A given is an equation to be solved; a person reads what is made of it."))
        self.claims[at] = found.claims
        self.statements[at] = tuple(self.stated)
        return CheckedLine(line.text, line.reading, kind, found.verdict, found.follows, found.proved, found.reason, None, *self.settled())  # type: ignore[arg-type]

    def settled(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Symbols of the goal that this line defines rightly, and those that it defines wrongly."""
        found = self.judged.items()
        return tuple(name for name, said in found if said == "correct"), tuple(name for name, said in found if said == "incorrect")

    def scope(self) -> Scope:
        """What symbols truly mean here; the goal's symbols as the student wrote them, where that was done."""
        return self.question.scope.with_definitions(
            {**self.unfolded(self.helpers), **self.question.unknowns, **self.unfolded(self.written)}
        )

    def unfolded(self, values: dict[str, Node]) -> dict[str, Node]:
        """Definitions in plain arithmetic."""
        found: dict[str, Node] = {}
        for name, value in values.items():
            try:
                found[name] = unfold(value, self.question.scope)
            except (Unsupported, TooLarge, ShapeClash):
                continue
        return found

    def statement(self, chain: Chain, line: Line) -> Finding:
        """Judge one chain and remember what the next line may build on."""
        if line.point and chain.sides[0] is not None and check_relation(chain, self.scope()).verdict == "incorrect":
            return check_relation(chain, self.scope().with_definitions(line.point))
        finding: Finding | None = None
        for name, value in self.definitions_in(chain, line):
            if name in self.question.unknowns:
                own_finding = self.definition(name, value)
                self.judged[name] = own_finding.verdict
                finding = own_finding if finding is None else worst([finding, own_finding])
        own = chain.sides[0] is not None and chain.sides[0].op == "sym" and chain.sides[0].value in self.question.unknowns
        last = chain.sides[-1]
        reverse = len(chain.sides) == 2 and last is not None and last.op == "sym" and last.value in self.question.unknowns
        if finding is not None and len(chain.sides) == 2 and (own or reverse):
            self.stated.append(chain)
            self.step_aside(chain.sides[1] if reverse else chain.sides[0], chain.sides[0] if reverse else chain.sides[1])
            return finding
        relation = self.relation(chain)
        return relation if finding is None else worst([finding, relation])

    def definition(self, name: str, value: Node) -> Finding:
        """Judge what the student says a symbol of the goal is."""
        truth = self.question.unknowns[name]
        reserved = (self.question.inputs | {name}) & free_of_values(value)
        self.written.setdefault(name, value)
        self.defined.add(name)
        if reserved:
            shown = ", ".join(f"${spelling(n, self.symbols.spell)}$" for n in sorted(reserved))
            return Finding(
                "incorrect",
                False,
                reason=say(
                    "This defines ${name}$ through {shown}: it must be a constant.", name=spelling(name, self.symbols.spell), shown=shown
                ),
            )
        scope = self.question.truth.with_definitions(self.unfolded(self.helpers))
        found = check_relation(Chain((sym(name), value), ("=",)), scope, truth_of={name: truth})
        if found.verdict == "correct":
            return found
        follows = same_form(self, value, name)
        return Finding(found.verdict, follows, False, INHERITED if follows else found.reason)

    def relation(self, chain: Chain) -> Finding:
        """Judge `a = b = c`, or `= c` that goes on from the line above."""
        goes_on = chain.sides[0] is None
        if goes_on and not self.goes_on_from_head(chain):
            self.return_to_earlier(chain)
        before = self.last
        if goes_on:
            if self.head is None:
                return Finding("undecided", None, reason=say("This line goes on from nothing: there is no line above it."))
            chain = Chain((self.head, *chain.sides[1:]), chain.relations, chain.labels)
        elif len(chain.sides) == 1:
            return self.bare(chain)
        scope = self.scope()
        found = check_relation(chain, scope)
        self.stated.append(chain)
        if found.verdict == "incorrect" and self.about_the_point(chain, scope):
            return Finding("correct", None)
        sides = [side for side in chain.sides if side is not None]
        follows = self.follows(sides, goes_on, before, found, chain)
        if found.verdict == "incorrect" and not found.undefined and not goes_on and sides[0].op == "sym":
            self.wrong[str(sides[0].value)] = self.resolve(sides[1])
        elif found.verdict == "correct" and sides[0].op == "sym" and follows is False:
            self.wrong.pop(str(sides[0].value), None)
        self.remember(sides, goes_on, found)
        reason = INHERITED if found.verdict == "incorrect" and follows else found.reason
        return Finding(found.verdict, follows, found.proved, reason, found.undefined, found.claims)

    def remember(self, sides: list[Node], goes_on: bool, found: Finding) -> None:
        """Note from what the next line may go on."""
        self.slipped = found.verdict == "incorrect"
        if goes_on:
            self.last = sides[-1]
        elif undefined_in(sides, self.question.scope):
            self.step_aside(sides[0], sides[-1])
        else:
            if self.head is not None and self.last is not None:
                self.heads = [*self.heads[-2:], (self.head, self.last)]
            self.head, self.last, self.main = sides[0], sides[-1], None

    def step_aside(self, head: Node | None, last: Node | None) -> None:
        """Note a definition or an identity in between: the next line may go on from it, or from what stood before."""
        if self.main is None and self.head is not None and self.last is not None:
            self.main = (self.head, self.last)
        self.head, self.last = head, last

    def return_to_earlier(self, chain: Chain) -> None:
        """Find the chain that `= c` takes up again after an identity or a definition in between, if there is one."""
        now = self.head, self.last
        for earlier in [pair for pair in (self.main, *reversed(self.heads)) if pair is not None]:
            self.head, self.last = earlier
            if self.goes_on_from_head(chain):
                self.main = None
                return
        self.head, self.last = now
        if self.main is not None:
            (self.head, self.last), self.main = self.main, None

    def goes_on_from_head(self, chain: Chain) -> bool:
        """Whether `= c` continues the line just above."""
        whole = Chain((self.head, *chain.sides[1:]), chain.relations)
        return self.head is not None and check_relation(whole, self.scope()).verdict == "correct"

    def about_the_point(self, chain: Chain, scope: Scope) -> bool:
        """Whether an equation with a number on one side holds at the point of which the lines may speak: s(x) = 1/2 at x = 0."""
        sides = [side for side in chain.sides if side is not None]
        if not self.question.point or all(constant(side) is None for side in sides):
            return False
        return check_relation(chain, scope.with_definitions(self.question.point)).verdict == "correct"

    def resolve(self, value: Node) -> Node:
        """A side in plain arithmetic, or as it is."""
        try:
            return unfold(value, self.question.scope)
        except (Unsupported, TooLarge, ShapeClash):
            return value

    def bare(self, chain: Chain) -> Finding:
        """A formula without = is compared with what stands above, or with the left side of the goal."""
        side = chain.sides[0]
        head = self.head if self.head is not None else self.question.goal.sides[0] if self.question.goal.sides else None
        if side is None or head is None or (self.head is not None and (side.op == "sym" or self.loose_number(side))):
            return Finding("ignored", None)
        found = check_relation(Chain((head, side), ("=",)), self.scope())
        if self.head is None and found.verdict != "correct" and len(self.lines) > 1:
            # A formula to begin with claims nothing yet; the next line goes on from it.
            self.head = self.last = side
            return Finding("ignored", None)
        self.stated.append(Chain((head, side), ("=",)))
        self.head, self.last = head, side
        return found

    def loose_number(self, side: Node) -> bool:
        """Whether a bare number stands below formulas that are no numbers: a remark, not a result."""
        if constant(side) is None or self.head is None:
            return False
        definitions = self.question.scope.definitions
        return any(name not in definitions or constant(definitions[name]) is None for name in names(self.head))

    def follows(self, sides: list[Node], goes_on: bool, before: Node | None, found: Finding, chain: Chain) -> bool | None:
        """Whether the line is a consequence of what stands above it, right or wrong."""
        if found.verdict not in ("correct", "incorrect"):
            return None
        if goes_on and before is not None:
            return chain.relations[0] == "=" and agree(self, before, sides[1], self.scope())
        if not self.wrong and all(relation == "=" for relation in chain.relations):
            return found.verdict == "correct"
        if all(relation == "=" for relation in chain.relations):
            return all(forms_agree(self, sides[0], side) for side in sides[1:])
        return found.verdict == "correct" and not self.slipped
