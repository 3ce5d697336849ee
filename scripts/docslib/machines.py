"""The pages as Markdown, and the list of them, for programs that read the site.

Beside each `index.html` lies an `index.md`: the text of the page with its examples in full, each in
its newest form. `llms.txt` lists these copies in the order of the navigation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from textwrap import shorten
from typing import Callable, Iterable, Iterator

from .directive import LINE, parse_directive
from .lines import FENCE, replace_includes
from .listing import IN_ENGLISH, Listing, Omissions, plan_example
from .plain import BODY, INCLUDE, SLICE
from .problems import IncludeError

LONGEST_DESCRIPTION = 200
TOKEN = re.compile(r"\n*(?P<token>[ \t]*example-copy-(?P<number>\d+)-stands-here)\n*")
LINK = re.compile(r"(?<=\]\()(?P<target>[^)\s#:]+\.md)(?P<fragment>#[^)\s]*)?")
HEADING_ID = re.compile(r"\s*\{\s*#[\w.-]+\s*\}\s*$")
MARKED = re.compile(r"!?\[(?P<text>[^\]]*)\]\([^)]*\)|<[^>]+>|\*\*|==")
NOT_PROSE = re.compile(r"\s|#|/{3,}|`{3,}|~{3,}|\{|<!--|\||[-*+] |\d+\. |:::|\*\[|\[\^")


@dataclass(frozen=True)
class Folders:
    """Where examples lie, and where plain includes are counted from."""

    examples: Path
    plain_includes: Path


@dataclass(frozen=True)
class Entry:
    """One line of the list: a page, the address of its copy, and what the page is for."""

    section: str
    title: str
    address: str
    purpose: str


def markdown_copy(
    markdown: str,
    folders: Folders,
    address_of: Callable[[str], str | None] = lambda _: None,
    omissions: Omissions = IN_ENGLISH,
) -> str:
    """The text of a page with includes filled in, and links that lead from copy to copy.

    An include line that is wrong stays as it is: the build reports it elsewhere.
    """
    blocks: list[str] = []
    complete: set[str] = set()

    def token(_: int, line: str) -> str:
        match = LINE.fullmatch(line)
        indent = match["indent"] if match else ""
        blocks.append(_example(line, folders.examples, omissions, complete))
        return f"{indent}example-copy-{len(blocks)}-stands-here"

    lines = replace_includes(markdown.split("\n"), token, lambda *_: None)
    text = "\n".join(outside_of_fences(lines, lambda line: _linked(line, address_of)))
    text = _with_plain_includes(text, folders.plain_includes)
    return TOKEN.sub(lambda match: _placed(match, blocks), text).strip("\n") + "\n"


def _example(line: str, examples: Path, omissions: Omissions, complete: set[str]) -> str:
    match = LINE.fullmatch(line)
    try:
        directive = parse_directive(match["body"] if match else "")
        example = plan_example(directive, examples, omissions)
    except IncludeError:
        return line.strip()
    newest = (example.group(is_annotated=True) or example.listings)[0]
    return _fenced(newest, example.title or newest.path, complete)


def _fenced(listing: Listing, title: str, complete: set[str]) -> str:
    """The whole file where a page shows it first, and then only the part that is spoken of."""
    is_new = listing.path not in complete
    complete.add(listing.path)
    code = listing.whole if is_new and listing.whole is not None else listing.text
    return f'```python title="{title}"\n{code.rstrip()}\n```'


def _placed(match: re.Match[str], blocks: list[str]) -> str:
    indent = re.match(r"[ \t]*", match["token"])
    prefix = indent[0] if indent else ""
    block = blocks[int(match["number"]) - 1]
    return "\n\n" + "\n".join(f"{prefix}{line}".rstrip() for line in block.split("\n")) + "\n\n"


def _with_plain_includes(text: str, folder: Path) -> str:
    return INCLUDE.sub(lambda match: _plain_text(match, folder), text)


def _plain_text(include: re.Match[str], folder: Path) -> str:
    match = BODY.fullmatch(include["body"])
    path = folder / match["path"] if match else folder
    if match is None or not path.is_file():
        return include[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(_sliced(lines, match["slices"]))


def _sliced(lines: list[str], slices: str | None) -> Iterator[str]:
    for piece in (slices or "1-").split(","):
        match = SLICE.fullmatch(piece.strip())
        if match:
            first = int(match["first"])
            last = int(match["last"] or (len(lines) if "-" in piece else first))
            yield from lines[first - 1 : last]


def _linked(line: str, address_of: Callable[[str], str | None]) -> str:
    def replaced(match: re.Match[str]) -> str:
        address = address_of(match["target"])
        return f"{address}{match['fragment'] or ''}" if address else match[0]

    return LINK.sub(replaced, line)


def outside_of_fences(lines: Iterable[str], change: Callable[[str], str]) -> Iterator[str]:
    """Changes the lines that are not code."""
    marker = ""
    for line in lines:
        match = FENCE.fullmatch(line)
        if marker:
            marker = "" if line.strip(" \t>") == marker else marker
            yield line
        elif match:
            marker = match["marker"]
            yield line
        else:
            yield change(line)


def purpose(markdown: str) -> str:
    """The first sentences of a page: its first paragraph, as plain text on one line."""
    paragraphs = re.split(r"\n[ \t]*\n", markdown)
    found = (paragraph for paragraph in paragraphs if not NOT_PROSE.match(paragraph.lstrip("\n")))
    text = next(iter(found), "")
    plain = MARKED.sub(lambda match: match["text"] or "", text)
    return " ".join(plain.split())


def description(markdown: str) -> str:
    """What a page is for, as an attribute of HTML, about as long as search engines show it."""
    return escape(
        shorten(purpose(markdown).replace("`", ""), LONGEST_DESCRIPTION, placeholder=" …")
    )


def list_of_pages(title: str, summary: str, entries: Iterable[Entry]) -> str:
    """The text of `llms.txt`: a title, a sentence, and the pages by section."""
    lines = [f"# {title}", "", f"> {summary}"]
    section = None
    for entry in entries:
        if entry.section != section:
            section = entry.section
            lines += ["", f"## {section}", ""]
        lines.append(
            f"- [{entry.title}]({entry.address})" + f": {entry.purpose}" * bool(entry.purpose)
        )
    return "\n".join(lines) + "\n"


def robots(site_url: str) -> str:
    """The text of `robots.txt`: everything may be read, and here is the list."""
    return f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n"
