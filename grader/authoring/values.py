"""Stand-ins for what student code will return, and `call`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, NoReturn

import numpy as np

from grader.errors import CourseError
from grader.model import Attribute, Item

_PLAIN = (type(None), bool, int, float, complex, str)
BUILTINS = ("dict", "iter", "len", "list", "next", "repr", "set", "sorted", "str", "tuple")
"""Python's own functions that cases may call, as `builtins.sorted`."""
_ALLOWED = "None, bool, int, float, complex, str, list, tuple, dict with str keys, numpy arrays and numbers, and what call() gave"


@dataclass(eq=False, slots=True)
class Recorder:
    """The calls that one cases function wrote, in order; `moment` counts everything that it did."""

    steps: list[Step] = field(default_factory=list)
    moment: int = 0

    def tick(self) -> int:
        """Give the next moment."""
        self.moment += 1
        return self.moment


@dataclass(frozen=True, eq=False, slots=True)
class Step:
    """One call as it was written: `function` is a name of the module or a value that is called."""

    recorder: Recorder
    moment: int
    function: str | Node
    args: tuple[Any, ...]
    kwargs: tuple[tuple[str, Any], ...]
    line: int
    """Line of the cases file."""

    @property
    def receiver(self) -> Step | None:
        """The call whose result this one is a method of."""
        return None if isinstance(self.function, str) else self.function.step

    def __str__(self) -> str:
        """Name the call as its author wrote it."""
        if isinstance(self.function, str):
            return f"call({self.function!r}, ...)"
        return f"{self.function}(...)"


@dataclass(frozen=True, eq=False, slots=True)
class Node:
    """What a Value stands for: a path into the result of `step`, taken at `moment`."""

    step: Step
    moment: int
    line: int
    path: tuple[Item | Attribute, ...] = ()

    def __str__(self) -> str:
        """Write the value as its author did."""
        return str(self.step) + "".join(f"[{p.key!r}]" if isinstance(p, Item) else f".{p.name}" for p in self.path)

    def follow(self, end: Item | Attribute) -> Node:
        """The node one item or attribute further."""
        return Node(self.step, self.step.recorder.tick(), _author_line(), (*self.path, end))


_current: ContextVar[Recorder | None] = ContextVar("recorder", default=None)


@contextmanager
def recording() -> Iterator[Recorder]:
    """Collect the calls that are written meanwhile."""
    recorder = Recorder()
    token = _current.set(recorder)
    try:
        yield recorder
    finally:
        _current.reset(token)


class Value:
    """What the student's code will return once it is run; nothing can be computed with it before.

    `value[key]` is an item, `value.name` an attribute, `value(...)` and `value.method(...)` are further calls.
    """

    __slots__ = ("_node",)

    def __init__(self, node: Node) -> None:
        self._node = node

    def __repr__(self) -> str:
        return f"<Value {self._node}>"

    def __getattr__(self, name: str) -> Value:
        if name.startswith("_"):
            raise AttributeError(f"{name!r} starts with an underscore; cases may ask for public attributes only")
        return Value(self._node.follow(Attribute(name)))

    def __getitem__(self, key: int | str) -> Value:
        plain: Any = key.item() if isinstance(key, np.generic) else key
        if type(plain) not in (int, str):
            kind = type(key).__name__
            raise CourseError(f"{self._node}[...]: items are taken by an int or a str, not {kind}; slice inside a rule instead")
        return Value(self._node.follow(Item(plain)))

    def __call__(self, *args: Any, **kwargs: Any) -> Value:
        """Call what this stands for."""
        return _record(self._node, args, kwargs)

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise CourseError(
            f"{self._node} is not known yet: the student's code runs later, elsewhere, so a case cannot compute with it",
            help="pass it to another call, or write a rule (a pure function) and yield holds(rule, value, ...)",
        )

    def __iter__(self) -> Iterator[Any]:
        raise CourseError(f"{self._node} cannot be unpacked or looped over: its length is not known yet; take value[0], value[1], ...")

    __bool__ = __len__ = __contains__ = __float__ = __int__ = __index__ = __complex__ = __round__ = _refuse
    __array__ = __array_ufunc__ = __array_function__ = _refuse
    __add__ = __sub__ = __mul__ = __truediv__ = __floordiv__ = __mod__ = __pow__ = __matmul__ = _refuse
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __rfloordiv__ = __rmod__ = __rpow__ = __rmatmul__ = _refuse
    __neg__ = __pos__ = __abs__ = __invert__ = __and__ = __or__ = __xor__ = __rand__ = __ror__ = __rxor__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = __ne__ = _refuse
    __eq__ = _refuse
    __hash__ = object.__hash__


def call(function: str, /, *args: Any, **kwargs: Any) -> Value:
    """Call a function or class of the student's module; what comes back is a stand-in that further calls may use.

    `function` may be dotted (`"Optimizer.from_dict"`); `"builtins.sorted"` is Python's own, for what cannot travel by itself, such as
    sets and generators. Arguments are plain values, copied as they are now; they may hold Values in
    lists, tuples and dicts. Raises CourseError outside a `@cases` function and for arguments that cannot travel.
    """
    if not isinstance(function, str) or not all(word.isidentifier() for word in function.split(".")):
        raise CourseError(f"call() takes the name of a function or class first, not {function!r}")
    module, _, name = function.partition(".")
    if module == "builtins" and name not in BUILTINS:
        problem = f"call({function!r}): of Python's own functions a case may call {', '.join(BUILTINS)}"
        raise CourseError(problem, help="write a rule (a pure function) and yield holds(rule, value, ...) for anything else")
    return _record(function, args, kwargs)


def node_of(value: Value) -> Node:
    """What a Value stands for."""
    return value._node


def _record(function: str | Node, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Value:
    recorder = _current.get()
    if recorder is None:
        raise CourseError("call() works only inside a function under @cases(...), because every case is a plan of its own")
    what = f"call({function!r})" if isinstance(function, str) else f"{function}()"
    if isinstance(function, Node):
        _same_function(function, recorder)
    plain = tuple(_plain(arg, f"{what}: argument {number}", recorder) for number, arg in enumerate(args, 1))
    named = tuple((name, _plain(arg, f"{what}: argument {name}", recorder)) for name, arg in kwargs.items())
    step = Step(recorder, recorder.tick(), function, plain, named, _author_line())
    recorder.steps.append(step)
    return Value(Node(step, step.moment, step.line))


def _same_function(node: Node, recorder: Recorder) -> None:
    if node.step.recorder is not recorder:
        raise CourseError(f"{node} was made by another cases function; make the calls in the function that yields them")


def _plain(value: Any, where: str, recorder: Recorder) -> Any:
    """Copy an argument, so that what the author does to it later changes nothing."""
    if isinstance(value, Value):
        _same_function(value._node, recorder)
        return value
    if type(value) in _PLAIN:
        return value
    if type(value) is np.ndarray or isinstance(value, np.generic):
        return _array(value, where)
    if type(value) in (list, tuple):
        return type(value)(_plain(item, where, recorder) for item in value)
    if type(value) is dict:
        odd = next((key for key in value if type(key) is not str), None)
        if odd is not None:
            raise CourseError(f"{where}: a dict that travels has str keys, not {odd!r}")
        return {key: _plain(item, where, recorder) for key, item in value.items()}
    raise CourseError(f"{where} is a {type(value).__name__}, which cannot travel to the student's code", help=f"allowed: {_ALLOWED}")


def _array(value: Any, where: str) -> Any:
    if value.dtype.kind not in "biufc":
        problem = f"{where} has dtype {value.dtype}, which cannot travel to the student's code"
        raise CourseError(problem, help="allowed: bool, integer, real and complex")
    if not isinstance(value, np.ndarray):
        return value
    copy = value.copy(order="K")
    copy.setflags(write=False)
    return copy


def _author_line() -> int:
    """The line of the author's file from which this room was entered."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__package__") == __package__:
        frame = frame.f_back
    return frame.f_lineno
