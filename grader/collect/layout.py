"""Which handed-in file stands for which asked file, wherever it lies."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from grader.catalogue import say
from grader.collect.asked import Asked, copy_number, original, stem_of
from grader.collect.handin import HandIn
from grader.collect.naming import same_name, shown

_SHEET_ENDINGS = ("md", "markdown", "txt")
_NO_SHEET = frozenset({"readme", "requirements", "license", "changelog", "timestamp", "contributing"})
_UNREADABLE = frozenset({"pdf", "docx", "doc", "odt", "rtf", "pages", "tex", "html", "png", "jpg", "jpeg", "heic"})


@dataclass(slots=True)
class Layout:
    """Where everything lies in a hand-in."""

    home: str = ""
    """Folder that holds the work, with a `/` at its end, or empty."""
    code: dict[str, str] = field(default_factory=dict)
    """Paths by asked code file."""
    sheets: dict[str, str] = field(default_factory=dict)
    """Paths by asked answer file."""
    notebooks: list[str] = field(default_factory=list)


def lay_out(hand_in: HandIn, asked: Asked) -> Layout:
    """Find the asked files; odd names and places are noted."""
    paths = hand_in.paths
    home = _home(paths, asked)
    layout = Layout(home)
    for file in asked.code:
        found = _find(file, paths, home, hand_in, ("py",))
        if found:
            layout.code[file] = found
    layout.notebooks = _notebooks([path for path in paths if path.lower().endswith(".ipynb")], home, asked, hand_in)
    for file in asked.sheets:
        found = _find(file, paths, home, hand_in, _SHEET_ENDINGS)
        if found:
            layout.sheets[file] = found
    if len(asked.sheets) == 1 and not layout.sheets:
        only = next(iter(asked.sheets))
        other = _other_sheet(paths, home, only, layout, hand_in)
        if other:
            layout.sheets[only] = other
    return layout


def _home(paths: Collection[str], asked: Asked) -> str:
    """The folder with most of the asked files; the top one when it holds any, or when nothing tells."""
    counts: dict[str, int] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if asked.means(name):
            counts[folder] = counts.get(folder, 0) + 1
    if counts:
        return _prefix(min(counts, key=lambda folder: (folder != "", -counts[folder], folder.count("/"), folder)))
    home = ""
    while paths and all("/" in path[len(home) :] for path in paths):
        folders = {path[len(home) :].partition("/")[0] for path in paths}
        if len(folders) > 1:
            break
        home += f"{folders.pop()}/"
    return home


def _prefix(folder: str) -> str:
    return f"{folder}/" if folder else ""


def _find(file: str, paths: list[str], home: str, hand_in: HandIn, endings: Collection[str]) -> str | None:
    """The handed-in path that stands for `file`: the very name, else another case, another place, or a copy of it."""
    if home + file in hand_in.paths_set:
        return home + file
    stem, exact = stem_of(file), same_name(file.rpartition("/")[2])
    named = [path for path in paths if same_name(path.rpartition("/")[2]) == exact]
    copies = [
        path
        for path in paths
        if not named and path.rpartition(".")[2].lower() in endings and stem in (original(stem_of(path)), stem_of(path))
    ]
    if not named and not copies:
        prefixed = [
            path for path in paths if path.rpartition(".")[2].lower() in endings and stem_of(path).endswith((f"_{stem}", f"-{stem}"))
        ]
        copies = prefixed if len(prefixed) == 1 else []
    found = min(
        named or copies, key=lambda path: (not path.startswith(home), path.count("/"), -copy_number(stem_of(path)), path), default=None
    )
    if found is not None:
        others = [path for path in named or copies if path != found]
        more = say(" ({count} other of that name not used)", count=len(others)) if others else ""
        hand_in.note(
            say("{given} was read as {file}{more}.", given=shown(found), file=file, more=more),
            say("Name it exactly {file} and put it beside your other files.", file=file),
        )
    return found


def _notebooks(paths: list[str], home: str, asked: Asked, hand_in: HandIn) -> list[str]:
    """The assignment's own notebook, else a copy of it, else all there are."""
    name = same_name(asked.assignment)
    own = [path for path in paths if stem_of(path) == name] or [path for path in paths if original(stem_of(path)) == name]
    if own:
        best = min(own, key=lambda path: (not path.startswith(home), path.count("/"), -copy_number(stem_of(path)), path))
        others = [path for path in paths if path != best]
        if others:
            hand_in.note(
                say("{given} counts; {listed} was not read.", given=shown(best), listed=_listed(others)), say("Hand in one notebook.")
            )
        return [best]
    if len(paths) > 1:
        hand_in.note(
            say(
                "There are {count} notebooks; they were read one after the other as one: {listed}.", count=len(paths), listed=_listed(paths)
            ),
            say("Hand in one notebook named {assignment}.ipynb.", assignment=asked.assignment),
        )
    return paths


def _other_sheet(paths: list[str], home: str, file: str, layout: Layout, hand_in: HandIn) -> str | None:
    """A Markdown or text file under a name of the student's own."""
    sheets = [path for path in paths if path.rpartition(".")[2].lower() in _SHEET_ENDINGS]
    named = [path for path in sheets if stem_of(path).startswith(("answer", "solution"))]
    own = [path for path in sheets if stem_of(path) not in _NO_SHEET]
    for group in (named, [path for path in own if not path.lower().endswith(".txt")], own, sheets if not layout.notebooks else []):
        if len(group) == 1:
            if len(paths) > 1:
                hand_in.note(
                    say("{given} was read as {file}.", given=shown(group[0]), file=file), say("Name it exactly {file}.", file=file)
                )
            return group[0]
    if len(own) > 1:
        hand_in.note(
            say("There is no {file}, and {listed} could each be meant; none was read.", file=file, listed=_listed(own)),
            say("Put all written answers into one file named {file}.", file=file),
        )
    else:
        pictures = [path for path in paths if path.rpartition(".")[2].lower() in _UNREADABLE]
        if pictures and not layout.notebooks:
            hand_in.note(
                say("There is no {file}; {listed} cannot be read here.", file=file, listed=_listed(pictures)),
                say("Write your answers as plain text into {file}.", file=file),
            )
    return None


def _listed(paths: list[str]) -> str:
    names = ", ".join(shown(path) for path in paths[:3])
    return names if len(paths) <= 3 else say("{names} and {count} more", names=names, count=len(paths) - 3)
