"""Choose the messages that a report says: each once, and within bounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from grader.catalogue import Language
from grader.model import Message, PartResult, Verdict
from grader.report.words import Words

MESSAGES = 6
"""Messages of one part that are shown; more than that helps nobody."""
ROOM = 30_000
"""Characters of HTML for all messages of a report; hostile exception texts must not fill a mailbox."""
_SHORT = 100
"""Characters of the only message that a part may show when the room is used up."""
_LONGEST = 1200


def chosen(part: PartResult, words: Words, hint: str, tell: Language) -> tuple[Message, ...]:
    """The part's messages, else its cases'; a lost point never goes without a reason and a next step."""
    found = list(part.messages) or [message for outcome in part.outcomes if outcome.credit < 1 for message in outcome.messages]
    # The same reason with another hint is still the same reason: the first is the most useful one.
    found = list({message.reason: message for message in reversed(found)}.values())[::-1][:MESSAGES]
    if not found and part.verdict is not Verdict.PASSED:
        found = [Message(words.reason, words.help)]
    elif not found and part.lost > 0:
        found = [
            Message(
                tell("Some points are gone here although nothing failed."),
                tell("Ask your instructor, and quote the address of this part."),
            )
        ]
    if found and hint and not any(message.help == hint for message in found):
        found[0] = replace(found[0], help=hint)
    elif found and not any(message.help for message in found) and part.lost > 0 and words.help:
        found[0] = replace(found[0], help=words.help)
    return tuple(_each_step_once(found))


def said_once(parts: Iterable[tuple[str, tuple[Message, ...]]], room: int = ROOM) -> list[tuple[tuple[Message, ...], str]]:
    """What each part (an address, its messages) still has to say after those before it, and which of them said the rest.

    One slip that costs five parts is explained once; the others point there.
    """
    said: dict[tuple[str, str], str] = {}
    shown = []
    for address, messages in parts:
        fresh = [message for message in messages if (message.reason, message.help) not in said]
        earlier = next((said[message.reason, message.help] for message in messages if message not in fresh), "")
        kept: list[Message] = []
        for message in fresh:
            if room <= 0:
                kept = kept or [Message(_cut(message.reason, _SHORT), _cut(message.help, _SHORT))]
                break
            kept.append(bounded(message))
            room -= sum(len(escape(text)) for text in (kept[-1].reason, kept[-1].help, kept[-1].where, kept[-1].source))
        said.update(dict.fromkeys(((message.reason, message.help) for message in fresh), address))
        shown.append((tuple(kept), earlier))
    return shown


def _each_step_once(messages: list[Message]) -> Iterable[Message]:
    steps = set()
    for message in messages:
        yield replace(message, help="") if message.help in steps else message
        steps.add(message.help)


def bounded(message: Message) -> Message:
    """A message that no hostile text makes longer than a screen."""
    return Message(_cut(message.reason, _LONGEST), _cut(message.help, _LONGEST), _cut(message.where, 200), _cut(message.source, 300))


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
