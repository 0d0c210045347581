"""General words that students use for each other; drafts look for all of them."""

from __future__ import annotations

from grader.text.stems import stem

_GROUPS = """
size length extent
number count amount quantity
maximum largest biggest highest greatest most
minimum smallest least lowest
large big huge great
small little tiny
first initial beginning
last final
front start head beginning
rear tail end back
begin start commence
stop terminate finish end exit
termination stopping terminating exit
use utilize employ apply
error mistake fault
element item member entry value
component element part
part portion piece section segment fragment
function method routine procedure
attribute property field
store hold contain keep save
delete remove erase
insert add append
find search locate look
identify determine find recognise
simulate imitate mimic emulate
address location position
variable changeable varying flexible
dynamic flexible adaptable resizable
choose select pick
assign allocate give
increase grow rise expand
decrease shrink reduce lower diminish
fast quick rapid
slow gradual
combine merge join concatenate
divide split separate partition break
repeat iterate loop
repetition iteration loop repeat
call invoke
create make build generate construct produce
change modify alter update
update adjust adapt modify change
direct immediate
access reach retrieve
collection set group
list sequence series chain
link pointer reference connection
connection link edge synapse
vertex node
sort order arrange
copy duplicate
compute calculate evaluate
acquire gain obtain get
learn train
knowledge information experience
environment surroundings
output result response
class category label
sample example pattern instance point
random arbitrary
probability chance likelihood
converge settle
minimize minimise reduce
maximize maximise
near close nearby
nearest closest
neighbor neighbour
neighborhood neighbourhood vicinity
feedback recurrent recurrence cycle loop
distinguish differentiate separate discriminate
desired expected wanted target
actual real true
difference distance gap
similar alike same equal
avoid prevent
correct right
wrong incorrect false
several multiple many
allow enable permit let
require need
visible seen accessible
unlimited infinite unbounded endless
define specify declare
provide supply give include
fixed constant static unchanging
contiguous adjacent consecutive
traverse visit walk
automatic implicit
transform convert map
project map transform
predict estimate forecast
fit match approximate
strengthen increase reinforce
weaken decrease
noise disturbance
memorize memorise
purpose goal aim objective
method approach technique way
advantage benefit
disadvantage drawback
whole entire complete
"""


def _read(table: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in table.strip().splitlines():
        words = row.split()
        for word in words:
            others = found.setdefault(stem(word), [])
            others.extend(other for other in words if other not in others and stem(other) != stem(word))
    return {root: tuple(others) for root, others in found.items()}


_BY_STEM = _read(_GROUPS)


def alternatives(word: str) -> tuple[str, ...]:
    """Words that often stand for a word, in any of its forms; none for words of a subject's own.

    >>> alternatives("stored")
    ('hold', 'contain', 'keep', 'save')
    >>> alternatives("softmax")
    ()
    """
    return _BY_STEM.get(stem(word), ())
