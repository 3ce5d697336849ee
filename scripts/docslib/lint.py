"""The rules for English pages, each with the code under which it is reported.

`<!-- lint: allow A08 the reason -->` on the line before allows one exception.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Callable, Iterable, Iterator, Mapping
from urllib.parse import unquote

from .page_source import HEADING, LINK, PageSource, without_code
from .problems import Problem, nearest

BLOCKS = ("note", "tip", "info", "check", "warning", "danger", "details", "tab")
LANGUAGES = (
    *("python", "console", "terminal", "bash", "powershell", "text", "diff", "markdown", "mermaid"),
    *("json", "yaml", "toml", "ini", "dockerfile", "nginx", "sql", "http"),
    *("html", "css", "javascript", "typescript", "jinja"),
)
ELEMENTS = ("abbr", "kbd", "details", "summary", "br", "div", "p", "span", "sub", "sup")
HYPE = re.compile(
    r"\b(simply|obviously|easily|powerful|effortless(?:ly)?|seamless(?:ly)?|blazing(?:ly)?|fastest"
    r"|the best|world-class|state of the art|cutting-edge"
    r"|(?<!has )(?<!have )(?<!had )(?<!is )(?<!was )just(?! (?:now|after|before|when|as|like)\b)"
    r")\b",
    re.IGNORECASE,
)
LONGEST_PYTHON = 3
LARGEST_PICTURE = 200_000

BLOCK_LINE = re.compile(r"\s*(?P<slashes>/{3,})(?P<rest>.*)")
BLOCK_HEAD = re.compile(r"\s*(?P<name>[\w-]+)\s*(?:\|\s*(?P<title>\S.*))?")
OLD_BLOCK = re.compile(r'\s*(?:!!!|\?\?\?\+?)\s+\w|\s*===[!+]*\s+"')
ADDRESS = re.compile(r"\bhttps?://[^\s<>)\"']+")
LOCAL = re.compile(r"http://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?:[:/]|$)")
TAG = re.compile(r"</?(?P<name>[a-zA-Z][\w-]*)(?:\s[^<>]*)?/?>")
TAG_LINK = re.compile(r"""<a\s[^>]*\bhref=["'](?P<target>[^"']*)["']""")
EXCLAMATION = re.compile(r"\w[)\"'*_]*!(?=[)\"'*_]*(?:\s|$))")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
NAVIGATED = re.compile(r"^ +- (?:[^:\n]+: )?(?P<page>[\w./-]+\.md)$", re.MULTILINE)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u26ff\u2705\u2728\u274c\u2753-\u2757\u2b50]")


@dataclass(frozen=True)
class Book:
    """All pages of a language, and what they may link to."""

    folder: Path
    pages: Mapping[str, PageSource] = field(default_factory=dict)
    navigated: frozenset[str] = frozenset()

    @classmethod
    def read(cls, folder: Path, configuration: Path) -> Book:
        """Reads every page of a folder, and the navigation of its configuration."""
        pages = {
            path.relative_to(folder).as_posix(): PageSource(
                path.relative_to(folder).as_posix(), _readable(path.read_bytes())
            )
            for path in sorted(folder.rglob("*.md"))
        }
        text = configuration.read_text(encoding="utf-8")
        return cls(folder, pages, frozenset(NAVIGATED.findall(text)))

    def problems(self, shown: str, chosen: Iterable[str] | None = None) -> Iterator[Problem]:
        """What the rules find on the chosen pages, or on all; `shown` is put before the paths."""
        for path in self.pages if chosen is None else chosen:
            page = self.pages[path]
            for rule, check in RULES.items():
                for line, message in check(page, self):
                    if (line, rule) not in page.allowed:
                        yield Problem(f"{shown}{path}", line, f"{rule} {message}")


Rule = Callable[[PageSource, Book], Iterator["tuple[int, str]"]]


def one_title(page: PageSource, _: Book) -> Iterator[tuple[int, str]]:
    """A01: one heading of the first level, before all others."""
    headings = list(page.headings)
    if not headings or headings[0].level != 1:
        yield (headings[0].line if headings else 1), "the page does not begin with a title: # Title"
    for heading in islice((each for each in headings if each.level == 1), 1, None):
        yield heading.line, "this is a second title; a page has one"


def explicit_ids(page: PageSource, _: Book) -> Iterator[tuple[int, str]]:
    """A02: every heading is given an id."""
    for heading in page.headings:
        if heading.id is None:
            yield heading.line, f"give the heading an id: {heading.text} {{ #an-id }}"


def unique_ids(page: PageSource, _: Book) -> Iterator[tuple[int, str]]:
    """A03: no id twice on a page."""
    seen: set[str] = set()
    for heading in page.headings:
        if heading.id in seen:
            yield heading.line, f"the id {heading.id} is on this page already"
        seen |= {heading.id} if heading.id else set()


def levels(page: PageSource, _: Book) -> Iterator[tuple[int, str]]:
    """A04: no level is left out."""
    level = 0
    for heading in page.headings:
        if heading.level > level + 1 and level:
            yield heading.line, f"a heading of level {heading.level} follows one of level {level}"
        level = heading.level


def blocks(page: PageSource, _: Book) -> Iterator[tuple[int, str]]:
    """A05: blocks are known, closed, nested and set apart by blank lines."""
    opened: list[tuple[int, str]] = []
    texts = dict(page.prose)
    for number, line in page.prose:
        match = BLOCK_LINE.fullmatch(line)
        if match is None:
            continue
        slashes, rest = match["slashes"], match["rest"].strip()
        if rest:
            yield from _opening(number, slashes, rest, opened)
            opened.append((number, slashes))
            if not _is_apart(texts.get(number - 1, "")):
                yield number, "put a blank line before the block"
        elif opened and opened[-1][1] == slashes:
            opened.pop()
            if not _is_apart(texts.get(number + 1, "")):
                yield number, "put a blank line after the block"
        else:
            yield number, f"{slashes} closes nothing that is open here"
    for number, slashes in opened:
        yield number, f"the block is not closed; end it with {slashes}"


def _opening(
    number: int, slashes: str, rest: str, opened: list[tuple[int, str]]
) -> Iterator[tuple[int, str]]:
    match = BLOCK_HEAD.fullmatch(rest)
    name = match["name"] if match else rest
    if match is None or name not in BLOCKS:
        yield number, f"there is no block {name!r}. {nearest(name, BLOCKS)}"
    elif name in ("details", "tab") and not match["title"]:
        yield number, f"the block needs a title: {slashes} {name} | A title"
    if opened and len(opened[-1][1]) <= len(slashes):
        yield number, f"a block inside of another has fewer slashes than {opened[-1][1]}"


def _is_apart(neighbour: str) -> bool:
    return not neighbour.strip() or BLOCK_LINE.fullmatch(neighbour) is not None


def old_blocks(page: PageSource, _: Book) -> Iterator[tuple[int, str]]:
    """A06: no other way to write blocks."""
    for number, line in page.prose:
        if OLD_BLOCK.match(line):
            yield number, "write blocks as /// note | Title, and tabs as /// tab | Title"


def fences(page: PageSource, _: Book) -> Iterator[tuple[int, str]]:
    """A07: fences are closed, and name a language that is known."""
    for fence in page.fences:
        if not fence.is_closed:
            yield fence.line, "the fence is not closed"
        if not fence.language:
            yield fence.line, "name the language of the fence; text if it has none"
        elif fence.language not in LANGUAGES:
            yield (
                fence.line,
                f"there is no language {fence.language!r}. {nearest(fence.language, LANGUAGES)}",
            )


def included_python(page: PageSource, _: Book) -> Iterator[tuple[int, str]]:
    """A08: Python of more than three lines comes from an example."""
    for fence in page.fences:
        code = [line for line in fence.lines if line.strip()]
        if fence.language == "python" and len(code) > LONGEST_PYTHON:
            yield (
                fence.line,
                f"{len(code)} lines of Python; put them into docs_src and include them",
            )


def internal_links(page: PageSource, book: Book) -> Iterator[tuple[int, str]]:
    """A11: links inside of the site are relative, and what they name exists."""
    links = [(link.line, link.target) for link in page.links if not link.is_picture]
    for number, line in page.prose:
        targets = TAG_LINK.finditer(without_code(line))
        links += [(number, match["target"]) for match in targets]
    for number, target in links:
        fault = _fault_of_link(page, target, book) if not SCHEME.match(target) else None
        if fault:
            yield number, f"{target}: {fault}"


def _fault_of_link(page: PageSource, target: str, book: Book) -> str | None:
    path, _, identity = target.partition("#")
    if path.startswith("/"):
        return "link to the file of the page, from here: ../tutorial/body.md"
    place = _place(page, unquote(path)) if path else page.path
    if place in book.pages:
        goal = book.pages[place]
        is_known = not identity or identity in goal.ids or "::: " in goal.text
        return None if is_known else f"there is no id {identity!r}. {nearest(identity, goal.ids)}"
    if (book.folder / place).is_file():
        return None
    return f"there is no such page. {nearest(place, book.pages)}"


def _place(page: PageSource, target: str) -> str:
    parts: list[str] = []
    for part in [*page.path.split("/")[:-1], *target.split("/")]:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def addresses(page: PageSource, _: Book) -> Iterator[tuple[int, str]]:
    """A12: addresses are links, and encrypted, unless they lead to the reader's own machine."""
    for number, line in page.prose:
        text = LINK.sub(lambda match: " " * len(match[0]), without_code(line))
        for match in ADDRESS.finditer(TAG_LINK.sub("", text)):
            if line[max(match.start() - 1, 0)] != "<":
                yield number, f"{match[0]}: write a link, [words](address), or code"
    for link in page.links:
        if link.target.startswith("http:") and not LOCAL.match(link.target):
            yield link.line, f"{link.target}: is not https"


def pictures(page: PageSource, book: Book) -> Iterator[tuple[int, str]]:
    """A13: pictures are there, small enough, and described."""
    for link in page.links:
        if link.is_picture:
            yield from ((link.line, fault) for fault in _faults_of_picture(page, link.target, book))
            if not link.text.strip():
                yield link.line, f"{link.target}: describe the picture: ![what it shows](...)"


def _faults_of_picture(page: PageSource, target: str, book: Book) -> Iterator[str]:
    path = target.split("#")[0]
    place = path.lstrip("/") if path.startswith("/") else _place(page, path)
    file = book.folder / place
    if SCHEME.match(target):
        yield f"{target}: put the picture into the site"
    elif not file.is_file():
        yield f"{target}: there is no such picture"
    elif file.stat().st_size > LARGEST_PICTURE:
        yield f"{target}: has more than {LARGEST_PICTURE // 1000} kB"


def elements(page: PageSource, _: Book) -> Iterator[tuple[int, str]]:
    """A16: no HTML but the few elements that Markdown has no words for."""
    for number, line in page.prose:
        for match in TAG.finditer(without_code(line)):
            if match["name"] not in ELEMENTS:
                yield number, f"{match[0]}: write Markdown instead of this element, or code"


def loudness(page: PageSource, _: Book) -> Iterator[tuple[int, str]]:
    """A17: no exclamation marks, and at most one emoji in a section."""
    sections = {heading.line for heading in page.headings}
    count = 0
    for number, line in page.prose:
        count = (0 if number in sections else count) + len(EMOJI.findall(without_code(line)))
        if EXCLAMATION.search(without_code(LINK.sub("", line))):
            yield number, "end the sentence with a full stop"
        if count > 1 and EMOJI.search(line):
            yield number, "a section has at most one emoji"


def claims(page: PageSource, _: Book) -> Iterator[tuple[int, str]]:
    """A20: no words that claim without proof, or that make light of what is hard for a reader."""
    for number, line in page.prose:
        heading = HEADING.fullmatch(line)
        for match in HYPE.finditer(without_code(heading["text"] if heading else line)):
            yield number, f"leave out {match[0]!r}, or say what was measured"


def navigation(page: PageSource, book: Book) -> Iterator[tuple[int, str]]:
    """A23: the page is in the navigation, unless its name begins with an underscore."""
    if page.path not in book.navigated and not page.path.startswith("_"):
        yield 1, "the page is not in the navigation of docs/en/mkdocs.yml"


def characters(page: PageSource, _: Book) -> Iterator[tuple[int, str]]:
    """A30: UTF-8 in normal form, with plain line ends."""
    if not page.text.endswith("\n") or page.text.endswith("\n\n"):
        yield page.text.count("\n") + 1, "end the file with one line end"
    for number, line in enumerate(page.text.split("\n"), start=1):
        if line.endswith("\r"):
            yield number, "end lines with LF alone"
        if "\ufffd" in line:
            yield number, "this is not UTF-8"
        if not unicodedata.is_normalized("NFC", line):
            yield number, "write accents in their normal form, NFC"


RULES: dict[str, Rule] = {
    "A01": one_title,
    "A02": explicit_ids,
    "A03": unique_ids,
    "A04": levels,
    "A05": blocks,
    "A06": old_blocks,
    "A07": fences,
    "A08": included_python,
    "A11": internal_links,
    "A12": addresses,
    "A13": pictures,
    "A16": elements,
    "A17": loudness,
    "A20": claims,
    "A23": navigation,
    "A30": characters,
}


def _readable(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")
