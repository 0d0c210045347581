"""Each message is said once, and a report stays small."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from grader.catalogue import ENGLISH
from grader.model import Message, Verdict
from grader.report import student_files
from grader.report.remarks import MESSAGES, chosen, said_once
from grader.report.words import VERDICTS


def test_the_same_reason_is_given_once(samples: Any) -> None:
    messages = (Message("a", "first"), Message("a", "second"), Message("b", "first"))
    part = replace(samples.part("q4.softmax", Verdict.FAILED, bad=3), messages=messages)
    assert chosen(part, VERDICTS[Verdict.FAILED], "", ENGLISH) == (Message("a", "first"), Message("b", ""))


def test_the_hint_of_a_known_mistake_is_never_lost(samples: Any) -> None:
    part = replace(samples.part("q4.softmax", Verdict.FAILED, bad=3), messages=(Message("a", "b"),))
    assert chosen(part, VERDICTS[Verdict.FAILED], "hint", ENGLISH)[0].help == "hint"


def test_only_so_many_messages(samples: Any) -> None:
    part = replace(samples.part("q4.softmax", Verdict.FAILED, bad=3), messages=tuple(Message(str(n), str(n)) for n in range(50)))
    assert len(chosen(part, VERDICTS[Verdict.FAILED], "", ENGLISH)) == MESSAGES


def test_what_was_said_before_is_pointed_to() -> None:
    one, other = Message("a", "x"), Message("b", "y")
    assert said_once([("q1.a", (one,)), ("q1.b", (one, other))]) == [((one,), ""), ((other,), "q1.a")]


def test_when_the_room_is_used_up_a_part_still_has_its_reason() -> None:
    (_, _), (messages, _) = said_once([("q1.a", (Message("x" * 50),)), ("q1.b", (Message("y" * 500, "h"), Message("z")))], room=10)
    assert messages == (Message("y" * 99 + "…", "h"),)


def test_a_report_full_of_hostile_text_stays_small(samples: Any) -> None:
    def flood(n: int) -> tuple[Message, ...]:
        return tuple(Message(f"{n}{k}" + "<&'\">" * 2000, f"{n}{k}" + '"<' * 3000, "<" * 5000, "&" * 5000) for k in range(20))

    whole = samples.by_name["perfect"]
    many = tuple(
        replace(
            part,
            address=replace(part.address, part=f"{part.address.part}{n}"),
            verdict=Verdict.ERROR,
            earned=Fraction(0),
            messages=flood(n),
        )
        for n in range(4)
        for part in whole.parts
    )
    files = student_files(replace(whole, parts=many, earned=Fraction(0), student="<" * 5000, notes=flood(9)))
    assert len(files["report.html"]) < 150_000
    assert len(files["report.md"]) < 150_000


def test_what_many_parts_share_is_explained_where_it_was_said_first() -> None:
    cause = Message("It broke.", "Nothing to do.")
    said = said_once([("q1.a", (cause,)), ("q1.b", (cause,)), ("q1.c", (cause,))])
    assert [earlier for _, earlier in said] == ["", "q1.a", "q1.a"]
