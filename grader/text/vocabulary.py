"""Groups of general English words that every rubric may use by their name in capitals."""

from __future__ import annotations

_TABLE = """
NOT: not dosent dosnt doesent canot no never none cannot can't cant don't dont doesn't doesnt isn't isnt aren't won't couldn't wouldn't
    shouldn't wasn't weren't didn't hasn't haven't hadn't needn't couldnt wouldnt shouldnt wont nobody nothing without unable
    impossible nor neither fails fail lacks lack nowhere
NO: no without zero none lacks lack lacking
WITHOUT: without no lacking absent remove removing removed missing lacks absence omit omitting drop not
LARGE: large big huge high great bigger larger higher greater extreme enormous massive wide
SMALL: small tiny little low near-zero close-to-zero almost-zero nearly-zero negligible minuscule zero vanish* hardly-any barely-any
    almost-no almost-nothing hardly less weak lower
GROW: grow* increas* rise* rising bigger larger explod* proportional scale-with scales-with scaling-with gets-bigger gets-larger blow*
    higher
SHRINK: shrink* decreas* decay* vanish* diminish* smaller fade* dies die drop* falls reduc* exponential* toward-zero to-zero goes-to-0
    zero tiny small less weaker
SAME: same identical equal alike equivalent unchanged indistinguishable similar one-and
DIFFERENT: different differ* distinct separate various several diverse multiple other own another varied unlike
KEEP: kept keep* preserv* conserv* maintain* retain* unchanged constant remain* stay* same invariant unaffected intact
SEPARATE: separat* separable divid* split* partition* distinguish* isolat* cut classif*
COMPARE: compar* match* dot-product* score* similar* multipl* inner
BACK: back again restor* return* normal* keep* kept stay* remain* around about stabil* bring* brings
MAKE: make* makes become* becomes becoming turn* get* give* yield* result* collapse* is are remain* stay* equal* equivalent* reduce* =
    -> amount* same still
CAN: can could able possible allow* let* enable* lets may
ONE: one single 1 just-one only-one
SEVERAL: several multiple many two different various more
COMBINE: combin* concat* merg* join* put-together stack* side-by-side mix* fus* assembl*
DEPEND: depend* function* determined only relative rel* look* rely relies
ONLY: only just solely purely exclusively
"""


def _read(table: str) -> dict[str, tuple[str, ...]]:
    rows = (line.partition(":") for line in table.replace("\n    ", " ").strip().splitlines())
    return {name: tuple(words.split()) for name, _, words in rows}


GROUPS: dict[str, tuple[str, ...]] = _read(_TABLE)
"""Group name to its words, in the notation of patterns."""
