"""Answer sheets with headings."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.collect.answers import read_answers
from grader.collect.asked import asked_of
from grader.collect.document import Page, read_document
from grader.collect.headings import Headings
from grader.collect.sections import cut
from grader.model import Answer, Assignment

PROMPT = "> How large is the slope of the sigmoid at its\n> steepest point? One number.\n"


def test_each_part_gets_its_text_and_line(sheet: Any) -> None:
    answers = sheet("# Homework\n\n## q2.scalar\n\ny = 1\n\nso a' = 2\n\n## q2.max_slope - Largest slope\n0.25\n").answers
    assert answers == {"q2.scalar": Answer("y = 1\n\nso a' = 2", "answers.md", 5), "q2.max_slope": Answer("0.25", "answers.md", 10)}


def test_the_sheet_as_handed_out_is_empty(sheet: Any) -> None:
    submission = sheet(
        "# Answers\n\nWrite below each heading.\n\n# Question 2: Linear collapse\n\n"
        f"## q2.max_slope - Largest slope\n\n{PROMPT}\n<!-- your answer -->\n\n---\n"
    )
    assert dict(submission.answers) == {}
    assert not submission.notes


@pytest.mark.parametrize("prompt", [PROMPT, PROMPT.replace("\n> ", " "), PROMPT.replace("> ", ""), PROMPT.replace("> ", ">")])
def test_the_prompt_is_taken_out_however_it_is_wrapped(sheet: Any, prompt: str) -> None:
    assert sheet(f"## q2.max_slope\n\n{prompt}\n<!-- your answer -->\n\n0.25\n").answers["q2.max_slope"].text == "0.25"


def test_an_answer_behind_the_prompt_in_the_same_quote_stays(sheet: Any) -> None:
    answer = sheet(f"## q2.max_slope\n{PROMPT}> It is 1/4\n").answers["q2.max_slope"]
    assert (answer.text, answer.line) == ("> It is 1/4", 4)


def test_an_answer_that_begins_like_the_prompt_stays_whole(sheet: Any) -> None:
    text = "How large is the slope? It is 1/4."
    assert sheet(f"## q2.max_slope\n{text}\n").answers["q2.max_slope"].text == text


@pytest.mark.parametrize(
    "invitation",
    ["<!-- your answer -->", "<!--\nyour answer\n-->", "_Your answer here._", "(write your answer here)", "TODO", "...", "**Answer:**"],
)
def test_invitations_to_write_are_no_answer(sheet: Any, invitation: str) -> None:
    assert "q2.max_slope" not in sheet(f"## q2.max_slope\n\n{invitation}\n").answers


def test_an_answer_inside_the_comment_is_read_and_told(sheet: Any) -> None:
    submission = sheet("## q2.max_slope\n\n<!-- your answer: 0.25 -->\n")
    assert submission.answers["q2.max_slope"].text == "0.25"
    assert submission.notes[0].reason == "The answer to q2.max_slope stands inside a comment (<!-- -->); it was read all the same."


def test_a_comment_in_the_middle_keeps_lines_and_words(sheet: Any) -> None:
    answer = sheet("## q2.scalar\n<!-- a\nb --> one\n\ntwo <!-- x --> three\n").answers["q2.scalar"]
    assert answer.line == 3
    assert answer.text.split() == ["one", "two", "three"]


def test_a_comment_that_never_ends_is_text(sheet: Any) -> None:
    assert sheet("## q2.max_slope\n<!-- 0.25\n").answers["q2.max_slope"].text == "<!-- 0.25"


def test_a_heading_in_a_comment_is_none(sheet: Any) -> None:
    assert list(sheet("<!--\n## q2.scalar\n-->\n## q2.max_slope\n1\n").answers) == ["q2.max_slope"]


def test_a_heading_in_a_code_block_is_none(sheet: Any) -> None:
    answers = sheet("## q2.scalar\n```python\n## q2.max_slope\n1\n```\nend\n").answers
    assert list(answers) == ["q2.scalar"]
    assert "## q2.max_slope" in answers["q2.scalar"].text


def test_a_code_block_that_is_never_closed_swallows_nothing(sheet: Any) -> None:
    submission = sheet("## q2.scalar\n```\ny = 1\n\n## q2.max_slope\n0.25\n")
    assert submission.answers["q2.max_slope"].text == "0.25"
    assert (
        submission.notes[0].reason == "The code block that opens at line 2 of answers.md is never closed; it was ended at the next heading."
    )


def test_a_second_opening_shows_that_the_first_was_never_closed(sheet: Any) -> None:
    answers = sheet("## q2.scalar\n```text\ny = 1\n## q2.max_slope\n```text\n0.25\n```\n").answers
    assert set(answers) == {"q2.scalar", "q2.max_slope"}


def test_of_two_answers_the_last_with_words_counts(sheet: Any) -> None:
    submission = sheet("## q2.max_slope\n1\n## q2.scalar\nx\n## q2.max_slope\n0.25\n## q2.max_slope\n\n")
    assert submission.answers["q2.max_slope"] == Answer("0.25", "answers.md", 6)
    assert submission.notes[0].reason == "q2.max_slope is answered twice (answers.md:2 and answers.md:6); the last one counts."


def test_a_misspelt_heading_is_taken_and_told(sheet: Any) -> None:
    submission = sheet("## q2.scaler\ny\n")
    assert submission.answers["q2.scalar"].text == "y"
    note = submission.notes[0]
    assert (note.reason, note.help, note.where) == (
        "There is no part 'q2.scaler'; it was read as q2.scalar.",
        "Write the heading as `## q2.scalar`.",
        "answers.md:1",
    )


def test_an_answer_in_the_heading_itself_is_read(sheet: Any) -> None:
    answers = sheet(
        "## q2.max_slope: 0.25\n\n## q2.scalar - some title\n\n## q2.collapse_why: Because a product of matrices is just one matrix.\n"
    ).answers
    assert {local: answer.text for local, answer in answers.items()} == {
        "q2.max_slope": "0.25",
        "q2.collapse_why": "Because a product of matrices is just one matrix.",
    }
    assert answers["q2.max_slope"].line == 1


def test_plain_labels_keep_what_stands_behind_them(sheet: Any) -> None:
    answers = sheet("q2.max_slope: 0.25\nq2.scalar) y = 1\nz = 2\n").answers
    assert answers == {"q2.max_slope": Answer("0.25", "answers.md", 1), "q2.scalar": Answer("y = 1\nz = 2", "answers.md", 2)}


def test_other_headings_belong_to_the_answer(sheet: Any) -> None:
    text = "# Step 1\nx\n### Q2 a)\ny"
    assert sheet(f"## q2.scalar\n{text}\n# Question 3: Positional encodings\n").answers["q2.scalar"].text == text


def test_struck_out_text_is_left_in(sheet: Any) -> None:
    assert sheet("## q2.max_slope\n~~1~~ 0.25\n").answers["q2.max_slope"].text == "~~1~~ 0.25"


def test_lines_of_the_handed_out_sheet_count_for_nobody(folder: Any, tmp_path: Path, homework: Assignment) -> None:

    from grader.collect import collect, find

    course = tmp_path / "course"
    course.mkdir()
    template = "Long words of welcome to everybody.\n\n## q2.scalar\n\nUse one line a step, please.\n\n## q2.max_slope\n"
    (course / "answers.md").write_text(template)
    mine = replace(homework, folder=str(course))
    root = folder({"answers.md": template.replace("please.", "please.\n\ny = 1")})
    answers = collect(find(root, mine)[0], mine).answers
    assert {local: replace(answer, beside=None) for local, answer in answers.items() if answer.text} == {
        "q2.scalar": Answer("Use one line a step, please.\n\ny = 1", "answers.md", 5)
    }
    (course / "answers.md").write_text(template.replace("Use one line a step, please.\n", "<!-- your answer -->\n"))
    welcome = folder({"answers.md": "Long words of welcome to everybody.\n\n## q2.scalar\nLong words of welcome to everybody.\ny = 1\n"})
    assert collect(find(welcome, mine)[0], mine).answers["q2.scalar"].text == "y = 1"


def test_a_student_who_writes_into_the_course_folder_loses_nothing(tmp_path: Path, homework: Assignment) -> None:

    from grader.collect import collect, find

    (tmp_path / "answers.md").write_text("## q2.scalar\n\nmy own long line of words\n")
    mine = replace(homework, folder=str(tmp_path))
    assert collect(find(tmp_path, mine)[0], mine).answers["q2.scalar"].text == "my own long line of words"


PIECES = st.sampled_from(
    [
        "## q2.scalar",
        "## q2.scaler",
        "# Q3",
        "**q2.max_slope**",
        "q2.max_slope) 4",
        "```",
        "```py",
        "~~~",
        "<!--",
        "-->",
        "<!-- x -->",
        "> quote",
        "Q1) words",
        "(Q3)",
        "word",
        "",
        "---",
        "## 2",
        "3.",
        "$$",
        "q2.collapse",
    ]
)


@given(text=st.lists(PIECES | st.text(max_size=20), max_size=25).map("\n".join))
@example(text="```\n## q2.scalar\n```x\n<!--")
def test_no_line_is_lost_when_a_sheet_is_cut(text: str, homework: Assignment) -> None:
    headings = Headings(asked_of(homework))
    document = read_document([Page("answers.md", text)], headings.is_plain_part)
    assert len(document.lines) == len(text.split("\n"))
    sections = cut(document, headings)
    covered = [line for section in sections for line in range(section.start, section.stop)]
    heads = {section.start - 1 for section in sections if section.heading.part or section.heading.question}
    assert covered == sorted(set(covered))
    assert set(covered) | heads == set(range(len(document.lines)))


@given(text=st.lists(PIECES | st.text(max_size=20), max_size=25).map("\n".join))
def test_every_answer_stands_where_it_says(text: str, homework: Assignment) -> None:
    lines = text.split("\n")
    for answer in read_answers([Page("answers.md", text)], asked_of(homework)).answers.values():
        assert answer.text.strip() or answer.beside
        if not answer.text:
            continue
        assert answer.file == "answers.md"
        first = answer.text.split("\n")[0].strip()
        assert first.split()[0] in lines[answer.line - 1]


@given(words=st.text("word \n", min_size=1).filter(str.strip))
def test_plain_words_below_a_heading_come_back_whole(words: str, homework: Assignment) -> None:
    answers = read_answers([Page("answers.md", f"## q2.scalar\n{words}\n## q2.max_slope\n1\n")], asked_of(homework)).answers
    assert answers["q2.scalar"].text.split() == words.split()


@pytest.mark.parametrize(
    "unit",
    [
        "<!--\n",
        "<!-- x -->",
        "```a\n## q2.scalar\n",
        "> \n",
        "## q2.scaler\n",
        ".",
        "(\n",
        "Q1 ",
        "1) \n",
        "<!-- .... -->\n",
        "~~~\n## q2.scalar\n",
        "q2.scalar) x\n",
    ],
)
def test_no_sheet_takes_long(homework: Assignment, unit: str) -> None:
    start = time.process_time()
    read_answers([Page("answers.md", unit * (200_000 // len(unit)))], asked_of(homework))
    assert time.process_time() - start < 3
