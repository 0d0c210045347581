"""What is shown of an outcome, and to whom: check run, comment, summary."""

from __future__ import annotations

import re
from typing import Literal

from grader.ci.outcome import Annotation, Graded, Outcome
from grader.report.escape import code_span, markdown, one_line, plain

Shows = Literal["nothing", "feedback", "marks"]
MARKER = "<!-- grader: result -->"
TEXT = 60_000
"""Characters of a check run's text or of a comment; GitHub takes 65,535."""
TITLE = 200
_MENTION = re.compile(r"@(?=\w)")


def shows(outcome: Outcome, *, private: bool) -> Shows:
    """In a private repository everything; in a public one what the course allows."""
    return "marks" if private else outcome.public


def conclusion(outcome: Outcome) -> Literal["success", "failure", "neutral"]:
    """`success` whatever the mark, `failure` when the student has to act, `neutral` when we failed: that is never a zero."""
    if outcome.state == "refused":
        return "failure"
    whole = outcome.state == "graded" and not any(one.broken for one in outcome.graded)
    return "success" if whole else "neutral"


def title(outcome: Outcome, shown: Shows) -> str:
    """One line for lists of checks."""
    if outcome.state == "refused":
        return "Not graded: change what is named below, and push again"
    if outcome.state == "not graded" or any(one.broken for one in outcome.graded):
        return "Could not be graded in full: our fault, nobody loses points"
    if shown == "marks":
        return one_line(", ".join(f"{one.assignment}: {_sum(one)}" for one in outcome.graded), TITLE)
    return one_line(f"Graded: {', '.join(one.assignment for one in outcome.graded)}", TITLE)


def summary(outcome: Outcome, shown: Shows) -> str:
    """The result in Markdown, with nothing in it that mentions, links or loads anything."""
    lines = [f"Commit {code_span(outcome.head[:12])}", ""]
    for message in outcome.messages:
        lines += [markdown(message.reason), ""]
        lines += [f"**Next step:** {markdown(message.help)}", ""] if message.help else []
    for one in outcome.graded:
        lines += _graded(one, shown)
    if outcome.state == "graded" and shown == "feedback":
        lines += ["What to fix stands beside the lines of the files. Marks are not shown in public.", ""]
    if outcome.state == "graded":
        lines += [f"Isolation while the code ran: {outcome.isolation}.", ""]
    return "\n".join(lines).rstrip() + "\n"


def text(outcome: Outcome, shown: Shows) -> str:
    """The whole report for those who may see it; empty for others."""
    if shown != "marks":
        return ""
    reports = [content.decode("utf-8", "replace") for name, content in sorted(outcome.reports.items()) if name.endswith(".report.md")]
    return cut("\n\n".join(reports), TEXT)


def comment(outcome: Outcome, shown: Shows) -> str:
    """The one comment of a pull request; its first line is how it is found again."""
    return cut(f"{MARKER}\n## {markdown(title(outcome, shown))}\n\n{summary(outcome, shown)}", TEXT)


def remarks(outcome: Outcome, shown: Shows) -> tuple[Annotation, ...]:
    """Remarks that may be shown: in public none on written answers, which quote them and say what they earn."""
    return tuple(one for one in outcome.annotations if shown == "marks" or (shown == "feedback" and not one.written))


def calm(text: str, limit: int) -> str:
    """Plain text that mentions nobody, for places that do not read Markdown.

    >>> calm("@everyone: W1 @ x", 40)
    '@\\u200beveryone: W1 @ x'
    """
    return _MENTION.sub("@\u200b", plain(text, limit))


def cut(text: str, limit: int) -> str:
    """Markdown of at most about `limit` characters, cut between lines and never inside a block of code."""
    if len(text) <= limit:
        return text
    kept, last, size, fence = [], 0, 0, ""
    for line in text.split("\n"):
        size += len(line) + 1
        if size > limit - 60:
            break
        kept.append(line)
        found = re.match(r" *(`{3,})", line)
        if found:
            fence = "" if fence and line.strip() == fence else fence or found[1]
        if not fence:
            last = len(kept)
    return "\n".join([*kept[:last], "", "The rest is left out here; your report has all of it.", ""])


def _sum(one: Graded) -> str:
    waiting = f", {one.waiting} waiting for a person" if one.waiting else ""
    return f"{one.earned} of {one.possible} points{waiting}" + (" (provisional)" if one.status == "provisional" else "")


def _graded(one: Graded, shown: Shows) -> list[str]:
    name = f"{code_span(one.assignment)} {markdown(one.title)}"
    if one.broken:
        return [f"{name}: some of it could not be graded. That is our fault and costs no points; the instructor will see it.", ""]
    if shown != "marks":
        return [f"{name}: graded. Your instructor has the report.", ""]
    lines = [f"{name}: **{markdown(_sum(one))}**", "", "| Question | Earned | Possible |", "|---|--:|--:|"]
    return [*lines, *(f"| {markdown(question)} | {earned} | {possible} |" for question, earned, possible in one.questions), ""]
