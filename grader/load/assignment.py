"""Read `assignment.yaml`: questions, parts, points, kinds, dependencies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from grader.catalogue.languages import Code
from grader.errors import Place, did_you_mean
from grader.model import Address, Assignment, Part, Profile, Question
from grader.strict.files import inside, read_bytes, relative
from grader.strict.nodes import Node, read_yaml
from grader.strict.problems import Problems
from grader.strict.shapes import FAILED, build, build_fields, fields_of, shown

_WORD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_FILE = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)*")
_CODE = re.compile(r"(?P<file>[A-Za-z_]\w*(/[A-Za-z_]\w*)*\.py):(?P<name>[A-Za-z_]\w*(\.[A-Za-z_]\w*)*)")


@dataclass(frozen=True, slots=True)
class _AssignmentFile:
    format: Literal[1]
    title: str
    questions: tuple[Any, ...]
    cap: Fraction | None = None
    language: Code = "en"
    hint_price: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class _QuestionFields:
    id: str
    title: str
    parts: tuple[Any, ...]
    cap: Fraction | None = None
    profile: Profile = "numpy"


@dataclass(frozen=True, slots=True)
class _PartFields:
    id: str
    kind: str
    points: Fraction
    title: str = ""
    needs: tuple[str, ...] = ()
    prompt: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """An assignment and the nodes of its parts by local address, for messages of later steps."""

    assignment: Assignment
    nodes: Mapping[str, Node]


def code_answer(kind: Any) -> tuple[str, str] | None:
    """Module and name that a kind asks code of, None for a written answer.

    The answer `q4_attention.py:softmax` gives `("q4_attention", "softmax")`.
    """
    found = _CODE.fullmatch(kind.answer)
    return (found["file"][: -len(".py")].replace("/", "."), found["name"]) if found else None


def read_assignment(root: Path, id: str, kinds: Mapping[str, Any], *, complete: bool, folder: Path | None = None) -> Marked:
    """Read the public side of an assignment; `complete` wants the files of its answers to be there too.

    It lies in `folder`, by default `assignments/<id>` of the course in `root`. Raises CourseError with every mistake of the file at once.
    """
    folder = folder or root / "assignments" / id
    path = folder / "assignment.yaml"
    root_node = read_yaml(read_bytes(path, root), relative(path, root))
    problems = Problems()
    reader = _Reader(root, id, kinds, problems)
    top = build(root_node, _AssignmentFile, problems)
    questions = reader.questions(root_node)
    problems.tell()
    assignment = Assignment(id, top.title, questions, cap=top.cap, folder=str(folder), language=top.language, hint_price=top.hint_price)
    reader.check_needs(assignment)
    if complete:
        reader.check_files(assignment)
    _above_zero(root_node, "cap", top.cap, "", problems)
    if top.hint_price < 0:
        problems.add(
            root_node.value["hint_price"].place, f"hint_price should not be below 0, but is {shown(root_node.value['hint_price'])}"
        )
    problems.tell()
    return Marked(assignment, reader.nodes)


class _Reader:
    """What reading one file needs to know."""

    def __init__(self, root: Path, id: str, kinds: Mapping[str, Any], problems: Problems) -> None:
        self.root = root
        self.id = id
        self.kinds = kinds
        self.problems = problems
        self.nodes: dict[str, Node] = {}

    def questions(self, top: Node) -> tuple[Question, ...]:
        listed = _list_in(top, "questions")
        if listed is not None and not listed:
            self.problems.add(top.value["questions"].place, "questions: there should be at least one question")
        seen: dict[str, Place] = {}
        return tuple(question for node in listed or () if (question := self._question(node, seen)) is not None)

    def _question(self, node: Node, seen: dict[str, Place]) -> Question | None:
        within = f"question {_id_in(node)}".strip()
        fields = build_fields(node, _QuestionFields, self.problems, within=within)
        self._check_id(node, within, seen)
        parts_seen: dict[str, Place] = {}
        listed = _list_in(node, "parts")
        if listed is not None and not listed:
            self.problems.add(node.value["parts"].place, f"{within}: parts: there should be at least one part")
        found = [self._part(part, _id_in(node), parts_seen) for part in listed or ()]
        if fields is FAILED:
            return None
        _above_zero(node, "cap", fields.cap, within, self.problems)
        return Question(fields.id, fields.title, tuple(part for part in found if part is not None), fields.cap, fields.profile)

    def _part(self, node: Node, question: str, seen: dict[str, Place]) -> Part | None:
        local = f"{question}.{_id_in(node)}"
        within = f"part {local}"
        self._check_id(node, within, seen)
        kind_type = self._kind_type(node, within)
        kind_fields = fields_of(kind_type) if kind_type is not None else tuple(node.keys)
        fields = build_fields(node, _PartFields, self.problems, within=within, skip=kind_fields)
        kind = FAILED
        if kind_type is not None and isinstance(node.value, dict):
            own = {key: value for key, value in node.value.items() if key in kind_fields}
            keys = {key: place for key, place in node.keys.items() if key in kind_fields}
            # A kind that checks its own values (in __post_init__) knows best what a mapping means, say which tolerance is its default.
            raw = hasattr(kind_type, "__post_init__")
            kind = build_fields(replace(node, value=own, keys=keys), kind_type, self.problems, within=within, raw=raw)
        if fields is FAILED or kind is FAILED or not (_WORD.fullmatch(fields.id) and _WORD.fullmatch(question)):
            return None
        _above_zero(node, "points", fields.points, within, self.problems)
        return self._assembled(node, Address(self.id, question, fields.id), fields, kind)

    def _assembled(self, node: Node, address: Address, fields: Any, kind: Any) -> Part | None:
        within = f"part {address.local}"
        needs = []
        for number, text in enumerate(fields.needs):
            try:
                needs.append(Address.parse(text, assignment=self.id))
            except ValueError as error:
                self.problems.add(node.value["needs"].value[number].place, f"{within}: needs: {error}")
        try:
            cases = kind.cases(address)
        except ValueError as error:
            self.problems.add(node.place, f"{within}: {error}")
            return None
        self.nodes[address.local] = node
        title = fields.title or fields.id.replace("_", " ")
        return Part(address, title, fields.points, kind, cases, tuple(needs), fields.prompt, fields.hints)

    def _kind_type(self, node: Node, within: str) -> Any:
        named = node.value.get("kind") if isinstance(node.value, dict) else None
        if named is None or not isinstance(named.value, str):
            return None
        if named.value not in self.kinds:
            known = sorted(self.kinds)
            self.problems.add(
                named.place, f"{within}: unknown kind {named.value!r}{did_you_mean(named.value, known)}", f"kinds here: {', '.join(known)}"
            )
            return None
        return self.kinds[named.value]

    def _check_id(self, node: Node, within: str, seen: dict[str, Place]) -> None:
        given = node.value.get("id") if isinstance(node.value, dict) else None
        if given is None or not isinstance(given.value, str):
            return
        if not _WORD.fullmatch(given.value):
            allowed = "letters, digits, _ and -, not beginning with -"
            self.problems.add(given.place, f"{within}: id should be one word, but is {shown(given)}", f"allowed: {allowed}")
        elif given.value in seen:
            first = seen[given.value]
            self.problems.add(given.place, f"{within}: the id {given.value!r} is taken: line {first.line}, column {first.column}")
        seen.setdefault(given.value, given.place)

    def check_needs(self, assignment: Assignment) -> None:
        """Every needed part must exist, and no part may need itself, be it through others."""
        needs = {part.address.local: [need.local for need in part.needs] for part in assignment.parts}
        for local, wanted in needs.items():
            places = self.nodes[local].value["needs"].value if wanted else []
            for need, node in zip(wanted, places, strict=True):
                if need not in needs:
                    self.problems.add(
                        node.place,
                        f"part {local}: needs: there is no part {need!r}{did_you_mean(need, needs)}",
                        f"parts: {', '.join(needs)}",
                    )
                elif (way := _way(need, local, needs)) is not None:
                    circle = " needs ".join([local, *way])
                    self.problems.add(node.place, f"part {local}: needs: goes in a circle: {circle}", "take one of these needs away")

    def check_files(self, assignment: Assignment) -> None:
        """Every part's answer must name a file that students get."""
        folder = self.root / "assignments" / self.id
        for part in assignment.parts:
            local, answer = part.address.local, part.kind.answer
            node = self.nodes[local].value.get("answer", self.nodes[local])
            name = answer.partition(":")[0]
            asks_code = name.endswith(".py") or ":" in answer
            if asks_code and code_answer(part.kind) is None:
                self.problems.add(node.place, f"part {local}: answer {answer!r} names no function", "write it like q4_attention.py:softmax")
            elif not _FILE.fullmatch(name) or ".." in PurePosixPath(name).parts:
                self.problems.add(node.place, f"part {local}: answer {answer!r} is no file name", "write it like answers.md")
            elif not inside(folder / name, self.root).is_file():
                there = sorted(path.name for path in folder.iterdir() if path.name != "assignment.yaml" and not path.name.startswith("."))
                problem = f"part {local}: answer: there is no file {name!r} in assignments/{self.id}{did_you_mean(name, there)}"
                self.problems.add(node.place, problem, f"files there: {', '.join(there) or 'none'}")


def _above_zero(node: Node, key: str, value: Fraction | None, within: str, problems: Problems) -> None:
    if value is not None and value <= 0:
        prefix = f"{within}: " if within else ""
        problems.add(node.value[key].place, f"{prefix}{key} should be above 0, but is {shown(node.value[key])}")


def _list_in(node: Node, key: str) -> list[Node] | None:
    inner = node.value.get(key) if isinstance(node.value, dict) else None
    return inner.value if inner is not None and isinstance(inner.value, list) else None


def _id_in(node: Node) -> str:
    given = node.value.get("id") if isinstance(node.value, dict) else None
    return given.text if given is not None and given.text else "?"


def _way(start: str, goal: str, needs: Mapping[str, list[str]]) -> list[str] | None:
    """The shortest chain of needs from `start` to `goal`, both included."""
    chains = [[start]]
    seen = {start}
    while chains:
        chain = chains.pop(0)
        if chain[-1] == goal:
            return chain
        for need in needs.get(chain[-1], []):
            if need not in seen:
                seen.add(need)
                chains.append([*chain, need])
    return None
