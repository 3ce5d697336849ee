"""The examples of this folder, and the forms in which each of them exists.

An example is a topic folder and a stem: `query_params/tutorial006`. A form of it is one file (or one
folder, for an example of several modules) whose name is the stem and the suffix of the form. The
collector of `pytest docs_src` and `scripts/examples.py` both read names through this module only.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator


@dataclass(frozen=True)
class Form:
    """One way to write an example: with or without `Annotated`, for one Python and newer."""

    suffix: str
    is_annotated: bool
    minimum: tuple[int, int]

    @property
    def python(self) -> str:
        """The oldest Python that reads this form, as people write it: `3.10`."""
        return ".".join(str(number) for number in self.minimum)

    @property
    def is_readable(self) -> bool:
        """Whether the running interpreter can import this form."""
        return sys.version_info >= self.minimum

    @property
    def label(self) -> str:
        """The suffix without its underscore; `plain` for the form that has none."""
        return self.suffix.lstrip("_") or "plain"


FORMS = (
    Form("", is_annotated=False, minimum=(3, 8)),
    Form("_py39", is_annotated=False, minimum=(3, 9)),
    Form("_py310", is_annotated=False, minimum=(3, 10)),
    Form("_an", is_annotated=True, minimum=(3, 8)),
    Form("_an_py39", is_annotated=True, minimum=(3, 9)),
    Form("_an_py310", is_annotated=True, minimum=(3, 10)),
)
PLAIN_CHAIN = tuple(form for form in FORMS if not form.is_annotated)
ANNOTATED_CHAIN = tuple(form for form in FORMS if form.is_annotated)
BY_SUFFIX = {form.suffix: form for form in FORMS}

_NAME = re.compile(r"(?P<stem>[a-z]\w*?)(?P<suffix>(?:_an)?(?:_py3\d+)?)")
_SNAPSHOT_END = ".openapi.json"


def split_name(name: str) -> tuple[str, Form]:
    """Split the name of a file or folder into the stem of its example and its form.

    Raises ValueError for a suffix that no form has, such as `_py311`.
    """
    match = _NAME.fullmatch(name)
    if match is None or match["suffix"] not in BY_SUFFIX:
        suffixes = ", ".join(form.suffix for form in FORMS if form.suffix)
        raise ValueError(f"{name} is not the name of an example's form; suffixes are {suffixes}")
    return match["stem"], BY_SUFFIX[match["suffix"]]


@dataclass(frozen=True)
class Example:
    """An example: a topic folder, a stem, and its forms in the order of FORMS."""

    topic: Path
    stem: str
    forms: dict[Form, Path]

    @property
    def name(self) -> str:
        """What people call it: `query_params/tutorial006`."""
        return f"{self.topic.name}/{self.stem}"

    @property
    def snapshot(self) -> Path:
        """The one OpenAPI document that all of its forms must give."""
        return self.topic / "tests" / (self.stem + _SNAPSHOT_END)

    @property
    def tests(self) -> Path:
        """The module of its behaviour tests, which run for each form."""
        return self.topic / "tests" / f"test_{self.stem}.py"

    def path(self, form: Form) -> Path:
        """Where the form is, or would be: a file, or a folder when the example is a package."""
        is_package = any(path.is_dir() for path in self.forms.values())
        return self.topic / (self.stem + form.suffix + ("" if is_package else ".py"))


def topics(folder: Path) -> Iterator[Path]:
    """Yield the topic folders of docs_src in alphabetical order."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.startswith(("_", ".")):
            yield path


def examples(topic: Path) -> dict[str, Example]:
    """Find the examples of a topic folder, by stem."""
    found: dict[str, dict[Form, Path]] = {}
    for path in sorted(topic.iterdir()):
        if is_form(path):
            stem, form = split_name(path.stem)
            found.setdefault(stem, {})[form] = path
    return {
        stem: Example(topic, stem, {form: forms[form] for form in FORMS if form in forms})
        for stem, forms in found.items()
    }


def is_form(path: Path) -> bool:
    """Tell whether this entry of a topic folder is a form of an example, not something beside it."""
    if path.name.startswith(("_", ".", "test_", "conftest")) or path.name == "tests":
        return False
    marks = ("__init__.py", "pyproject.toml")  # of a package, and of a whole project
    return path.suffix == ".py" or any((path / name).is_file() for name in marks)


def orphans(topic: Path) -> Iterator[Path]:
    """Yield the snapshots and behaviour tests of a topic that belong to no example.

    A test may belong to a folder of files that are not Python, such as `app09/`.
    """
    known = examples(topic)
    for path in sorted((topic / "tests").glob("*")):
        if path.name.endswith(_SNAPSHOT_END) and path.name[: -len(_SNAPSHOT_END)] not in known:
            yield path
        stem = path.stem[len("test_") :]
        if path.match("test_*.py") and stem not in known and not (topic / stem).is_dir():
            yield path
