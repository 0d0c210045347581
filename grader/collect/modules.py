"""Python files of a hand-in as importable modules."""

from __future__ import annotations

import keyword
import unicodedata

from grader.catalogue import say
from grader.collect.asked import Asked, module_name
from grader.collect.cells import Work
from grader.collect.handin import HandIn
from grader.collect.layout import Layout
from grader.collect.naming import shown
from grader.collect.stubs import all_untouched, defined_names
from grader.model import Chunk, Module


def read_modules(hand_in: HandIn, layout: Layout, asked: Asked) -> dict[str, Module]:
    """All modules by import name; the asked ones under their asked names, wherever they were found."""
    modules: dict[str, Module] = {}
    for file, path in layout.code.items():
        _add(modules, module_name(file), path, layout.home, hand_in)
    taken = frozenset(layout.code.values())
    others = [path for path in hand_in.paths if path.lower().endswith(".py") and path not in taken]
    # Files import each other from the folder in which they lie, which need not be the one where we found most of them.
    roots = sorted({layout.home, *(path[: path.rfind("/") + 1] for path in taken)}, key=lambda root: (root != layout.home, root))
    for path in sorted(others, key=lambda path: (not path.startswith(layout.home), path.count("/"), path)):
        _add_helper(modules, path, roots, layout.home, hand_in)
    for path in taken:
        for name in _names(path, roots):
            _add(modules, name, path, layout.home, hand_in)
    _stand_in(modules, layout, asked, hand_in, [path for path in others if path.startswith(layout.home)])
    return modules


def add_notebook(modules: dict[str, Module], work: Work, layout: Layout, asked: Asked, hand_in: HandIn) -> None:
    """Let a notebook's code stand for every asked file; files that were handed in as well win, unless nobody touched them."""
    if not work.chunks:
        return
    for file, names in asked.code.items():
        name = module_name(file)
        mine = work.defined.intersection(names)
        if name not in modules:
            modules[name] = Module(name, work.chunks)
        elif mine and all_untouched("\n".join(chunk.source for chunk in modules[name].chunks), names):
            modules[name] = Module(name, work.chunks)
            hand_in.note(
                say("{file} is still as it was handed out; the notebook counts.", file=file),
                say("Leave the file out, or write your code there."),
            )
        elif mine:
            hand_in.note(
                say("{file} and the notebook both define {names}; {file} counts.", file=file, names=", ".join(sorted(mine))),
                say("Hand in one of the two."),
            )


def _add(modules: dict[str, Module], name: str, path: str, home: str, hand_in: HandIn) -> None:
    if name in modules:
        return
    source = hand_in.text(path)
    if source is not None:
        modules[name] = Module(name, (Chunk(shown(path.removeprefix(home)), source),))


def _add_helper(modules: dict[str, Module], path: str, roots: list[str], home: str, hand_in: HandIn) -> None:
    names = _names(path, roots)
    if not names and path.rpartition("/")[2] not in ("__init__.py", "__main__.py"):
        hand_in.note(
            say("{given} cannot be imported under this name and was left out.", given=shown(path)),
            say("Use letters, digits and underscores only."),
        )
    for name in names:
        _add(modules, name, path, home, hand_in)


def _names(path: str, roots: list[str]) -> list[str]:
    """The names under which a file can be imported from each of the folders that holds asked files."""
    names = []
    for root in roots:
        if path.startswith(root) and path.endswith(".py"):
            name = unicodedata.normalize("NFKC", module_name(path[len(root) :]))
            if name != "__init__" and all(
                step.isidentifier() and not keyword.iskeyword(step) and step != "__main__" for step in name.split(".")
            ):
                names.append(name)
    return names


def _stand_in(modules: dict[str, Module], layout: Layout, asked: Asked, hand_in: HandIn, others: list[str]) -> None:
    """Let files under a name of the student's own stand for asked ones that are missing, when what they define leaves no doubt."""
    missing = {file: names for file, names in asked.code.items() if file not in layout.code}
    if not missing or not others or layout.notebooks:
        return
    defined = {path: frozenset(defined_names(source)) for path in others if (source := hand_in.text(path)) is not None}
    everything = frozenset(name for names in asked.code.values() for name in names)
    alone = [path for path, names in defined.items() if len(names & everything) > (len(defined) > 1)]
    if not layout.code and len(alone) == 1:
        hand_in.note(
            say("{given} was read for all of {files}.", given=shown(alone[0]), files=", ".join(missing)),
            say("Next time hand in the files under their asked names."),
        )
        for file in missing:
            _add(modules, module_name(file), alone[0], layout.home, hand_in)
        return
    for file, names in missing.items():
        fitting = [path for path, mine in defined.items() if 2 * len(mine & set(names)) > len(names)]
        if len(fitting) == 1:
            hand_in.note(say("{given} was read as {file}.", given=shown(fitting[0]), file=file), say("Name it exactly {file}.", file=file))
            _add(modules, module_name(file), fitting[0], layout.home, hand_in)
