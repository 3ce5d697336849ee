"""Finds the forms of an example: one file, or one package folder, for each Python and style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .problems import IncludeError, nearest

OLDEST = (3, 8)
NEWER = ((3, 9), (3, 10), (3, 11), (3, 12), (3, 13))
FORM_NAME = re.compile(r"(?P<base>.+?)(?P<suffix>(?:_an)?(?:_py3\d+)?)")
KNOWN_PREFIX = "../../docs_src/"


@dataclass(frozen=True)
class Form:
    """One way in which an example is written, and the file that holds it."""

    suffix: str
    python: tuple[int, int]
    is_annotated: bool
    path: Path

    @property
    def name(self) -> str:
        """The suffix of the form, or `plain`."""
        return self.suffix or "plain"

    @property
    def label(self) -> str:
        """The oldest Python that reads this form, as readers see it on a tab."""
        return f"Python {self.python[0]}.{self.python[1]}+"

    def read(self) -> str:
        """The text of the file, exactly as it stands there."""
        return self.path.read_bytes().decode("utf-8")


@dataclass(frozen=True)
class Kind:
    """A suffix and what it means."""

    suffix: str
    python: tuple[int, int]
    is_annotated: bool


def _kinds() -> tuple[Kind, ...]:
    suffixes = {OLDEST: "", **{python: f"_py{python[0]}{python[1]}" for python in NEWER}}
    newest_first = sorted(suffixes, reverse=True)
    return tuple(
        Kind(("_an" if is_annotated else "") + suffixes[python], python, is_annotated)
        for is_annotated in (True, False)
        for python in newest_first
    )


KINDS = _kinds()
"""Every kind of form in the order of the tabs: `Annotated` first, and newest first."""


def split_form(name: str) -> tuple[str, str]:
    """The name without its form suffix, and the suffix."""
    match = FORM_NAME.fullmatch(name)
    return (match["base"], match["suffix"]) if match else (name, "")


def normalised(target: str) -> str:
    """The target without the known prefix and the file suffix."""
    short = target[len(KNOWN_PREFIX) :] if target.startswith(KNOWN_PREFIX) else target
    return short[: -len(".py")] if short.endswith(".py") else short


def find_forms(examples: Path, target: str) -> list[Form]:
    """Every existing form of a target such as `body/tutorial001` or `settings/app01/main.py`."""
    topic, stem, inner = _split_target(normalised(target))
    base, suffix = split_form(stem)
    forms = _existing(examples / topic, base, inner)
    if not forms:
        raise IncludeError(_nothing_there(examples, topic, base, inner))
    if suffix and [form.suffix for form in forms] != [suffix]:
        plainest = "/".join((topic, base, *inner))
        raise IncludeError(f"the target names one form; write {plainest}, which shows all of them")
    return _without_repeats(forms) if inner else forms


def choose(forms: list[Form], names: tuple[str, ...]) -> list[Form]:
    """The forms that `only[...]` names, in the order of the tabs."""
    known = {form.name for form in forms}
    for name in names:
        if name not in known:
            raise IncludeError(f"there is no form {name!r}. {nearest(name, known)}")
    return [form for form in forms if form.name in names]


def _split_target(target: str) -> tuple[str, str, tuple[str, ...]]:
    parts = PurePosixPath(target).parts
    if len(parts) < 2 or ".." in parts or target.startswith("/"):
        raise IncludeError(
            f"{target!r} is not a target; write topic/name, such as body/tutorial001"
        )
    return parts[0], parts[1], parts[2:]


def _existing(topic: Path, base: str, inner: tuple[str, ...]) -> list[Form]:
    places = [(kind, _place(topic, base + kind.suffix, inner)) for kind in KINDS]
    return [
        Form(kind.suffix, kind.python, kind.is_annotated, path)
        for kind, path in places
        if path.is_file()
    ]


def _place(topic: Path, name: str, inner: tuple[str, ...]) -> Path:
    return topic.joinpath(name, *inner[:-1], f"{inner[-1]}.py") if inner else topic / f"{name}.py"


def _without_repeats(forms: list[Form]) -> list[Form]:
    """The forms of a module in a package, each text once, in its plainest form."""
    plainest: dict[str, Form] = {form.read(): form for form in forms}
    return [form for form in forms if form in plainest.values()]


def _nothing_there(examples: Path, topic: str, base: str, inner: tuple[str, ...]) -> str:
    target = "/".join((topic, base, *inner))
    folder = examples / topic
    if not folder.is_dir():
        return f"there is no folder docs_src/{topic}. {nearest(topic, known_topics(examples))}"
    return f"there is no example {target}. {nearest(target, known_targets(examples, topic))}"


def known_topics(examples: Path) -> list[str]:
    """Every folder of examples."""
    folders = (path.name for path in examples.iterdir() if path.is_dir())
    return [name for name in folders if not name.startswith(("_", "."))]


def known_targets(examples: Path, topic: str) -> set[str]:
    """Every target of a topic that an include line can name."""
    folder = examples / topic
    paths = (path.relative_to(folder).with_suffix("").parts for path in folder.rglob("*.py"))
    return {
        "/".join((topic, split_form(first)[0], *rest))
        for first, *rest in paths
        if first not in {"tests", "__init__"}
    }
