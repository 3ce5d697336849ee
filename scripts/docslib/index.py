"""The index of examples: every example with its forms and the pages that show it, as a table.

A page asks for it with the line `<!-- data: examples -->`. It is made of the folder and the pages
while the site is built, so it cannot be out of date.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from pathlib import Path
from typing import Callable, Iterator

from .forms import KINDS, known_targets, known_topics, normalised, split_form
from .lines import replace_includes
from .plain import INCLUDE

MARKER = re.compile(r"<!--\s*data:\s*(?P<name>\S+)\s*-->")
TITLE = re.compile(r"^# (?P<title>.+?)(?:\s*\{.*\})?$", re.MULTILINE)
INCLUDED = re.compile(r"\{\*\s*(?P<target>\S+)")

MARKS = (".py", "/__init__.py", "/pyproject.toml")
"""What a form ends with: a file, a package, or a whole project."""

Report = Callable[[int, str], None]


def with_data(markdown: str, examples: Path, pages: Path, page: str, report: Report) -> str:
    """The page with a table in the place of each data line; a line that names no data is reported."""
    lines = markdown.split("\n")
    for index, line in enumerate(lines):
        match = MARKER.fullmatch(line.strip())
        if match is None:
            continue
        if match["name"] == "examples":
            lines[index] = examples_table(examples, pages, page)
        else:
            report(index, f"there is no data {match['name']!r}; write <!-- data: examples -->")
    return "\n".join(lines)


def examples_table(examples: Path, pages: Path, page: str) -> str:
    """A table with one row for each example, its links counted from the page that shows it."""
    shown = pages_by_example(pages)
    rows = ["| example | forms | pages |", "|---|---|---|"]
    for topic in sorted(known_topics(examples)):
        for stem in sorted(_stems(examples, topic)):
            name, forms = f"{topic}/{stem}", _forms(examples / topic / stem)
            if not forms:
                continue  # a folder that belongs to an example
            links = ", ".join(_link(pages, path, page) for path in sorted(shown[name]))
            rows.append(f"| `{name}` | {forms} | {links} |")
    return "\n".join(rows)


def pages_by_example(pages: Path) -> dict[str, set[str]]:
    """The pages that show an example, by its name; hidden pages are left out."""
    shown: dict[str, set[str]] = defaultdict(set)
    for path in pages.rglob("*.md"):
        if path.name.startswith("_"):
            continue
        for target in _targets(path.read_text(encoding="utf-8")):
            topic, _, rest = normalised(target).partition("/")
            stem, _ = split_form(rest.split("/")[0])
            shown[f"{topic}/{stem}"].add(path.relative_to(pages).as_posix())
    return shown


def _targets(markdown: str) -> Iterator[str]:
    found: list[str] = []

    def collect(_: int, line: str) -> str:
        found.append(line)
        return ""

    replace_includes(markdown.split("\n"), collect, lambda *_: None)
    for line in found:
        match = INCLUDED.search(line)
        if match is not None:
            yield match["target"]
    for include in INCLUDE.finditer(markdown):
        path = include["body"].split("[")[0].strip()
        if path.startswith("../../docs_src/") and path.endswith(".py"):
            yield path


def _stems(examples: Path, topic: str) -> set[str]:
    names = {target.split("/")[1] for target in known_targets(examples, topic)}
    return {
        split_form(name)[0] for name in names if not name.startswith(("_", "test_", "conftest"))
    }


def _forms(example: Path) -> str:
    """The oldest Python of each form, which is a file, or a folder of several modules."""
    annotated, plain = _versions(example, True), _versions(example, False)
    parts = [plain, f"`Annotated` {annotated}" if annotated else ""]
    return "; ".join(part for part in parts if part)


def _versions(example: Path, is_annotated: bool) -> str:
    versions = (
        kind.python
        for kind in KINDS
        if kind.is_annotated is is_annotated and _is_there(example, kind.suffix)
    )
    return ", ".join(f"{major}.{minor}" for major, minor in sorted(versions))


def _is_there(example: Path, suffix: str) -> bool:
    path = example.with_name(example.name + suffix)
    return any((path.parent / f"{path.name}{end}").is_file() for end in MARKS)


def _link(pages: Path, path: str, page: str) -> str:
    match = TITLE.search((pages / path).read_text(encoding="utf-8"))
    title = match["title"] if match else path
    return f"[{title}]({Path(os.path.relpath(path, Path(page).parent)).as_posix()})"
