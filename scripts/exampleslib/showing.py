"""Which pages show which examples, and what is wrong with the lines that include them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from docs_src._forms import Example

from docslib.directive import LINE, parse_directive
from docslib.lines import replace_includes
from docslib.listing import IN_ENGLISH, plan_example
from docslib.problems import IncludeError

from .findings import Finding

PAGES = Path("docs") / "en" / "docs"
_PLAIN_INCLUDE = re.compile(r"\{!\s*\.\./\.\./docs_src/(?P<target>[^!\s\[]+)")
_FORM = re.compile(r"(?:_an)?(?:_py3\d+)?$")


def pages_by_example(repository: Path) -> dict[str, set[str]]:
    """Return the pages that show an example, by its name: `body/tutorial001` to `tutorial/body.md`."""
    shown: dict[str, set[str]] = defaultdict(set)
    for page, _, line in _include_lines(repository):
        for name in _named(line):
            if not page.startswith("_"):
                shown[name].add(page)
    return shown


def include_findings(repository: Path) -> Iterator[Finding]:
    """Yield the include lines that name a missing example or a line that is not there."""
    for page, index, line in _include_lines(repository):
        match = LINE.fullmatch(line)
        if match is None:
            continue  # a plain include, which the build of the site checks
        try:
            plan_example(parse_directive(match["body"]), repository / "docs_src", IN_ENGLISH)
        except IncludeError as error:
            yield Finding(f"{PAGES.as_posix()}/{page}", f"line {index + 1}: {error}")


def unseen_findings(examples: Iterable[Example], repository: Path) -> Iterator[Finding]:
    """Yield the examples that no page shows."""
    shown = pages_by_example(repository)
    for example in examples:
        if example.name not in shown:
            yield Finding(example.name, "no page shows it")


def _named(line: str) -> Iterator[str]:
    match = LINE.fullmatch(line)
    targets: list[str] = [match["body"].split()[0]] if match else _PLAIN_INCLUDE.findall(line)
    for target in targets:
        topic, *inner = target.split("/")
        if inner:
            stem = inner[0][: -len(".py")] if inner[0].endswith(".py") else inner[0]
            yield f"{topic}/{_FORM.sub('', stem)}"


def _include_lines(repository: Path) -> Iterator[tuple[str, int, str]]:
    folder = repository / PAGES
    for path in sorted(folder.rglob("*.md")):
        page = path.relative_to(folder).as_posix()
        lines = path.read_text(encoding="utf-8").split("\n")
        found = [(index, line) for index, line in enumerate(lines) if _PLAIN_INCLUDE.search(line)]

        def collect(index: int, line: str, found: list[tuple[int, str]] = found) -> str:
            found.append((index, line))
            return ""

        replace_includes(lines, collect, _ignore)
        yield from ((page, index, line) for index, line in sorted(found))


def _ignore(index: int, message: str) -> None:
    """Leave what is wrong with the fences of a page to the build of the site."""
