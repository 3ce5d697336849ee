"""Checks the links of a built site: pages, ids and files exist, and nothing is loaded from elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Iterator
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

LOADING = {
    ("audio", "src"),
    ("embed", "src"),
    ("form", "action"),
    ("iframe", "src"),
    ("img", "src"),
    ("link", "href"),
    ("object", "data"),
    ("script", "src"),
    ("source", "src"),
    ("use", "href"),
    ("video", "poster"),
    ("video", "src"),
}
FOLLOWED = {("a", "href"), ("area", "href")}
CSS_URL = re.compile(r"""(?:url\(|@import\s+)\s*["']?(?P<address>[^"')\s;]+)""")
LOOPBACK = {"127.0.0.1", "localhost"}
SCHEMES_WITHOUT_CHECK = {"data", "mailto", "tel", "javascript", "blob"}


@dataclass(frozen=True)
class Reference:
    """An address that a file of the site mentions."""

    address: str
    is_loaded: bool


@dataclass(frozen=True)
class Finding:
    """A reference that leads nowhere, or elsewhere without being asked."""

    file: str
    address: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.address}: {self.message}"


@dataclass
class Contents(HTMLParser):
    """The ids and the references of one page."""

    ids: set[str] = field(default_factory=set)
    references: list[Reference] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collects what one element carries."""
        self.is_style = tag == "style"
        if ("property", "og:image") in attrs:
            self.references.append(Reference(dict(attrs).get("content") or "", is_loaded=True))
        for name, value in attrs:
            if value:
                self._attribute(tag, name, value)

    def handle_data(self, data: str) -> None:
        """Collects what a style sheet inside of the page loads."""
        if self.is_style:
            self.references += _in_style(data)

    def handle_endtag(self, tag: str) -> None:
        """Ends a style sheet inside of the page."""
        self.is_style = self.is_style and tag != "style"

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "id" or (tag, name) == ("a", "name"):
            self.ids.add(value)
        elif name == "style":
            self.references += _in_style(value)
        elif name == "srcset":
            sources = (part.split()[0] for part in value.split(",") if part.strip())
            self.references += (Reference(source, is_loaded=True) for source in sources)
        elif (tag, name) in LOADING:
            self.references.append(Reference(value, is_loaded=True))
        elif (tag, name) in FOLLOWED:
            self.references.append(Reference(value, is_loaded=False))


@dataclass(frozen=True)
class Report:
    """What was looked at, and what was found."""

    pages: int
    references: int
    findings: tuple[Finding, ...]


class BuiltSite:
    """A folder with a built site, and the address that it will have."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder.resolve()
        self.address = address
        self.pages = {path: read_page(path) for path in sorted(self.folder.rglob("*.html"))}
        self.styles = sorted(self.folder.rglob("*.css"))

    def check(self) -> Report:
        """Follows every reference of every page and style sheet."""
        findings: list[Finding] = []
        count = 0
        for path, reference in self._references():
            count += 1
            message = self._fault(path, reference)
            if message:
                shown = path.relative_to(self.folder).as_posix()
                findings.append(Finding(shown, reference.address, message))
        return Report(len(self.pages), count, tuple(dict.fromkeys(findings)))

    def _references(self) -> Iterator[tuple[Path, Reference]]:
        for path, page in self.pages.items():
            yield from ((path, reference) for reference in page.references)
        for path in self.styles:
            text = path.read_text(encoding="utf-8")
            yield from ((path, reference) for reference in _in_style(text))

    def _fault(self, path: Path, reference: Reference) -> str | None:
        here = urljoin(self.address, path.relative_to(self.folder).as_posix())
        try:
            target = urlsplit(urljoin(here, reference.address))
        except ValueError:
            return "is not an address"
        if target.scheme in SCHEMES_WITHOUT_CHECK:
            return None
        if target.netloc != urlsplit(self.address).netloc:
            return _fault_elsewhere(target, reference)
        return self._fault_here(target)

    def _fault_here(self, target: SplitResult) -> str | None:
        base = urlsplit(self.address).path
        if not target.path.startswith(base):
            return f"lies outside of the site, which begins at {base}"
        file = self.folder / unquote(target.path[len(base) :])
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            return "leads to no file"
        if target.fragment and file in self.pages:
            is_known = unquote(target.fragment) in self.pages[file].ids
            return None if is_known else f"there is no id {unquote(target.fragment)!r} on that page"
        return None


def read_page(path: Path) -> Contents:
    """The ids and the references of a built page."""
    contents = Contents()
    contents.feed(path.read_text(encoding="utf-8"))
    contents.close()
    return contents


def _in_style(text: str) -> Iterator[Reference]:
    return (Reference(match["address"], is_loaded=True) for match in CSS_URL.finditer(text))


def _fault_elsewhere(target: SplitResult, reference: Reference) -> str | None:
    if reference.is_loaded:
        return "is loaded from another host; put the file into the site"
    is_fine = target.scheme == "https" or target.hostname in LOOPBACK
    return None if is_fine else "is not https"
