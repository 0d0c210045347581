"""Run plans in the student's module, in a locked process; stream what was seen."""

from __future__ import annotations

import difflib
import gc
import importlib
import os
import random
import signal
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from .codec import MAX_BYTES, U32, Reference
from .decoding import decode_ours
from .encoding import encode, encode_ours, type_name
from .locking import KEY_BYTES, locked
from .modules import Finder
from .salvage import Note
from .traces import describe

KEY, PAYLOAD, RESULT = 3, 4, 5
"""File descriptors of a cell."""
_read, _write, _exit, _setitimer = os.read, os.write, os._exit, getattr(signal, "setitimer", None)
_settrace, _setprofile, _setrecursionlimit = sys.settrace, sys.setprofile, sys.setrecursionlimit
_seed, _np_seed, _getattr, _callable, _RECURSION = random.seed, np.random.seed, getattr, callable, sys.getrecursionlimit()
_SEEDS: list[Callable[[], None]] = []
"""Random numbers of a profile's library; they are drawn without a word that says so, such as by a layer's initial weights."""
BUILTINS: dict[str, Callable[..., Any]] = {f.__name__: f for f in (dict, iter, len, list, next, repr, set, sorted, str, tuple)}
"""What plans may make of the student's values, as `builtins.sorted`: sets and generators do not travel, lists of their items do."""
_IN_PLACE: list[Callable[[Any], Any]] = []
"""What a profile makes of arguments."""


class Missing(Exception):
    """What a plan asks for is not there; the text says it in a student's words."""


class PathEnd(Missing):
    """A value came back, but without the item or attribute that a later call needs: a forgotten `return`, a tuple too short."""


def use_tensors(convert: Callable[[Any], Any], seed: Callable[[], None]) -> None:
    """Give every call tensors in place of arrays; once, in the zygote of that profile."""
    _IN_PLACE.append(convert)
    _SEEDS.append(seed)


def _argument(blob: Any) -> Any:
    value = decode_ours(blob)
    for convert in _IN_PLACE:
        value = convert(value)
    return value


def _send(frame: bytes) -> None:
    data = memoryview(U32.pack(len(frame)) + frame)
    while data:
        data = data[_write(RESULT, data) :]


def _limit_time(seconds: float) -> None:
    """End this process when it has used so much more CPU time; the default action of SIGPROF does it."""
    if _setitimer is not None:  # Windows has none; there the wall clock of whoever waits is all
        _setitimer(signal.ITIMER_PROF, seconds)


class Cell:
    """A student's module with the plans to run in it."""

    def __init__(self, module: str, finder: Finder) -> None:
        self.name = module
        self._finder = finder
        self._file = module
        self.module: ModuleType | None = None
        self._hidden: bytes = b""

    def unlock(self, hidden: Any, key: bytes) -> None:
        """Make the arguments of cases that are not public readable."""
        self._hidden = locked(hidden, key)

    def _blob(self, place: Any) -> Any:
        return self._hidden[place[0] : place[1]] if type(place) is tuple else place

    def absent(self, calls: tuple[Any, ...]) -> str:
        """What a plan asks the module for and does not find, in words, known before any argument is; or the empty string."""
        found = self.module.__dict__
        for (root, path), _, _ in calls:
            if type(root) is not str or root == "builtins":
                continue
            if root not in found:
                return self._missing(root)
            if not path and not _callable(found[root]):
                return self._not_callable(root, found[root])
        return ""

    def _not_callable(self, name: str, value: Any) -> str:
        return f"{name} in {self._file} is a value of type {type_name(type(value))}, nothing that can be called"

    def load(self) -> None:
        """Import the student's module; what failed on the way is in the finder's notes."""
        self._finder.put_first(self.name)
        self.module = importlib.import_module(self.name)
        label = str(self.module.__dict__.get("__file__") or f"{self.name}.py")
        self._file = label.partition(" cell ")[0]  # a notebook's chunks are labelled `hw1.ipynb cell 7`

    def _missing(self, name: str) -> str:
        """Say that a name is absent, and why as far as that is known."""
        said = f"there is no {'class' if name[:1].isupper() else 'function'} {name} in {self._file}"
        public = [known for known in self.module.__dict__ if type(known) is str and not known.startswith("_")]
        nearest = [known for known in public if known.lower() == name.lower()] or difflib.get_close_matches(name, public, n=1)
        if nearest:
            said += f"; did you mean {nearest[0]}?"
        notes = self._finder.notes
        cause = next((note for note in notes if name in note.names), notes[0] if notes else None)
        return f"{said} ({cause}, so {name} was never defined)" if cause and name in cause.names else f"{said} ({cause})" if cause else said

    def resolve(self, reference: Reference, results: list[Any]) -> Any:
        """Follow a reference; raises Missing where the path ends early, and whatever a student's `__getattr__` raises."""
        root, path = reference
        value: Any = self.module  # a name of the student's module, or the number of an earlier call
        if isinstance(root, int):
            value = results[root]
        elif root == "builtins":
            value, path = BUILTINS[str(path[0][1])], path[1:]
        else:
            path = (("attribute", root), *path)
        for kind, key in path:
            try:
                value = value[key] if kind == "item" else _getattr(value, str(key))
            except (AttributeError, LookupError, TypeError) as error:
                if error.__traceback__ is not None and error.__traceback__.tb_next is not None:
                    raise  # the student's own property or method raised it
                if value is self.module:
                    raise Missing(self._missing(str(key))) from None
                step = f"item {key!r}" if kind == "item" else f"attribute {key}"
                raise PathEnd(f"{type_name(type(value))} without {step}") from None
        return value

    def filled(self, value: Any, results: list[Any]) -> Any:
        """The argument with every reference in it replaced by what it refers to."""
        kind = type(value)
        if kind is Reference:
            return self.resolve(value, results)
        if kind is list or kind is tuple:
            return kind(self.filled(item, results) for item in value)
        if kind is dict:
            return {key: self.filled(item, results) for key, item in value.items()}
        return value

    def run(self, calls: tuple[Any, ...], outputs: tuple[Reference, ...]) -> tuple[Any, ...]:
        """Make the calls of one plan: (status, raised, changed, detail, values)."""
        results: list[Any] = []
        changed: dict[str, None] = {}
        try:
            for function, args, kwargs in calls:
                results.append(self._call(function, args, kwargs, results, changed))
            values = self._outputs(outputs, results)
        except PathEnd as end:
            values = (b"X" + _text(str(end)),) * len(outputs)
        except Missing as missing:
            return ("missing", None, (), str(missing), ())
        except MemoryError as error:
            return ("memory", self._raised(error, results), (), "more memory was asked for than one submission may use", ())
        except BaseException as error:
            return ("raised", self._raised(error, results), tuple(changed), "", ())
        finally:
            _settrace(None)
            _setprofile(None)
        return ("returned", None, tuple(changed), "", values)

    def _raised(self, error: BaseException, results: list[Any]) -> tuple[Any, ...]:
        return describe(error, len(results), self._finder.labels)

    def _call(self, reference: Reference, args: Any, kwargs: Any, results: list[Any], changed: dict[str, None]) -> Any:
        """Make one call with fresh copies of its arguments; note which of them it changed."""
        function = self.resolve(reference, results)
        if not _callable(function):
            raise Missing(self._not_callable(_words(reference), function))
        clear = [(name, plain, self._blob(place)) for name, plain, place in (*args, *kwargs)]
        sent = [(f"argument {name}", plain, blob, self.filled(_argument(blob), results)) for name, plain, blob in clear]
        keywords = {name: value for (name, _, _), (_, _, _, value) in zip(kwargs, sent[len(args) :], strict=True)}
        try:
            value = function(*[value for _, _, _, value in sent[: len(args)]], **keywords)
        except TypeError as error:
            if reference.root == "builtins" and error.__traceback__ is not None and error.__traceback__.tb_next is None and sent:
                raise PathEnd(f"{type_name(type(sent[0][3]))} without items") from None
            raise
        finally:
            _setrecursionlimit(_RECURSION)
        for name, plain, blob, after in sent:
            if plain and encode(after) != blob:
                changed[name] = None
        return value

    def _outputs(self, outputs: tuple[Reference, ...], results: list[Any]) -> tuple[bytes, ...]:
        """The asked-for values, all of them together within the bounds of one message."""
        written: list[bytes] = []
        room = MAX_BYTES
        for output in outputs:
            try:
                written.append(encode(self.resolve(output, results), room=room))
            except Missing as missing:
                written.append(b"X" + _text(str(missing)))
            room = max(0, room - len(written[-1]))
        return tuple(written)


def _text(text: str) -> bytes:
    body = text.encode("utf-8", "backslashreplace")[:400]
    return U32.pack(len(body)) + body


def _words(reference: Reference) -> str:
    return str(reference.path[-1][1]) if reference.path else str(reference.root)


def main(batch: tuple[str, tuple[Any, ...], Any], payload: memoryview) -> None:
    """Load, then run the cases asked for, one frame each; never returns.

    The first `public` of them come with their arguments; for the others the grader sends a key when it has those first frames.
    """
    module, cases, hidden = batch
    wanted, public, definitions_only, load_seconds, sources = decode_ours(payload)
    texts = {name: tuple((label, str(source, "utf-8")) for label, source in chunks) for name, chunks in sources}
    finder = Finder(texts, definitions_only=bool(definitions_only))
    if definitions_only:
        finder.notes.append(Note("", 0, "definitions", "", definitions_only, ()))
    cell = Cell(module, finder)
    gc.enable()
    _send(b"ready")
    _limit_time(load_seconds)
    cell.load()
    _limit_time(0)
    absent = tuple((index, text) for index in wanted if (text := cell.absent(cases[index][1])))
    _send(encode_ours((tuple(tuple(note) for note in finder.notes[:50]), absent)))
    may_draw = any("random" in source for chunks in texts.values() for _, source in chunks)
    _seed(0)
    _np_seed(0)
    for position, index in enumerate(wanted):
        if position == public:
            cell.unlock(hidden, _read(KEY, KEY_BYTES))
        seconds, calls, outputs = cases[index]
        for seed in _SEEDS:
            seed()
        if may_draw:  # each case starts from the same state, whichever ran before it
            _seed(0)
            _np_seed(0)
        _limit_time(seconds)
        seen = cell.run(calls, outputs)
        _limit_time(0)
        _send(encode_ours((index, *seen), room=MAX_BYTES + (1 << 19)))
    _send(b"")
    _exit(0)
