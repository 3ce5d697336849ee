"""Reads of a Markdown page what a translation has to keep: headings, code, blocks, links."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from .languages import FRONT_MATTER

HEADING = re.compile(r"^(?P<marks>#{1,6}) +(?P<text>.*?)(?: *\{(?P<attributes>[^}]*)\})? *$")
IDENTITY = re.compile(r"#(?P<id>[\w-]+)")
INCLUDE = re.compile(r"^\s*(?P<line>\{\*.*\*\}|\{![^!]*!\})\s*$")
FENCE = re.compile(r"^(?P<indent>\s*)(?P<marks>`{3,}|~{3,}) *(?P<info>.*?) *$")
BLOCK = re.compile(r"^\s*(?P<slashes>/{3,}) *(?:(?P<keyword>[^\s|]+) *(?:\|.*)?)?$")
ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.) +\S")
TABLE_ROW = re.compile(r"^\s*\|.*\|\s*$")
CODE_SPAN = re.compile(r"(?P<marks>`+)(?P<code>.+?)(?P=marks)")
PICTURE = re.compile(r"!\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)[^)]*\)")
LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)[^)]*\)")
REFERENCE = re.compile(r"\]\[(?P<target>[^\]]+)\]")
TAG = re.compile(r"<(?P<name>/?[a-z][a-z0-9]*)(?P<attributes>(?:\s[^<>]*)?)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"(?P<name>[\w-]+)=(?P<value>\"[^\"]*\"|'[^']*')")


@dataclass(frozen=True)
class Fence:
    """A block of code that is written on the page."""

    line: int
    language: str
    code: tuple[str, ...]


@dataclass
class Section:
    """What stands between one heading and the next."""

    line: int
    level: int = 0
    identity: str = ""
    code: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    pictures: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    items: int = 0
    table_rows: list[int] = field(default_factory=list)
    paragraphs: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Outline:
    """A page, without its prose."""

    sections: list[Section]
    includes: list[tuple[int, str]] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)
    blocks: list[tuple[int, str]] = field(default_factory=list)
    pictures_without_text: list[int] = field(default_factory=list)

    @property
    def headings(self) -> list[Section]:
        """The sections that begin with a heading."""
        return [section for section in self.sections if section.level]


def read_outline(text: str) -> Outline:
    """The outline of a page; lines are counted in the whole file, front matter included."""
    front_matter = FRONT_MATTER.match(text)
    skipped = text[: front_matter.end()].count("\n") if front_matter else 0
    body = text[front_matter.end() :] if front_matter else text
    return _Reader(body.split("\n"), skipped + 1).read()


class _Reader:
    """Goes through the lines of a page once."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self.lines = lines
        self.first_line = first_line
        self.outline = Outline([Section(first_line)])
        self.at = 0

    def read(self) -> Outline:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            fence = FENCE.match(line)
            if fence:
                self._fence(fence)
            else:
                self._line(self.first_line + self.at, line)
                self.at += 1
        return self.outline

    def _fence(self, opening: re.Match[str]) -> None:
        number = self.first_line + self.at
        end = re.compile(rf"^\s*{re.escape(opening['marks'])}\s*$")
        code: list[str] = []
        self.at += 1
        while self.at < len(self.lines) and not end.match(self.lines[self.at]):
            line = self.lines[self.at]
            is_indented = line.startswith(opening["indent"])
            code.append((line[len(opening["indent"]) :] if is_indented else line).rstrip())
            self.at += 1
        self.at += 1
        self.outline.fences.append(Fence(number, opening["info"], tuple(code)))

    def _line(self, number: int, line: str) -> None:
        heading, include, block = HEADING.match(line), INCLUDE.match(line), BLOCK.match(line)
        if heading:
            identity = IDENTITY.search(heading["attributes"] or "")
            section = Section(number, len(heading["marks"]), identity["id"] if identity else "")
            self.outline.sections.append(section)
            self._prose(number, heading["text"])
        elif include:
            self.outline.includes.append((number, " ".join(include["line"].split())))
        elif block:
            shown = f"{block['slashes']} {block['keyword'] or ''}".strip()
            self.outline.blocks.append((number, shown))
            self._prose(number, line.partition("|")[2])
        elif line.strip():
            self._prose(number, line)
            self._shape(number, line)

    def _shape(self, number: int, line: str) -> None:
        section = self.outline.sections[-1]
        if TABLE_ROW.match(line):
            section.table_rows.append(CODE_SPAN.sub("", line).replace("\\|", "").count("|") - 1)
            return
        section.items += bool(ITEM.match(line))
        section.paragraphs.append((number, line.strip()))

    def _prose(self, number: int, line: str) -> None:
        section = self.outline.sections[-1]
        section.code.update(match["code"].strip() for match in CODE_SPAN.finditer(line))
        line = CODE_SPAN.sub("", line)
        for picture in PICTURE.finditer(line):
            section.pictures[picture["target"]] += 1
            if not picture["text"].strip():
                self.outline.pictures_without_text.append(number)
        section.links.update(match["target"] for match in LINK.finditer(line))
        section.links.update(match["target"] for match in REFERENCE.finditer(line))
        section.tags.update(_tag(match) for match in TAG.finditer(line))


def _tag(match: re.Match[str]) -> str:
    """An element as it has to stay: its attributes, of which a title may be translated."""
    attributes = (
        found["name"] if found["name"] in ("title", "alt") else found[0]
        for found in ATTRIBUTE.finditer(match["attributes"])
    )
    return " ".join([match["name"].lower(), *sorted(attributes)])
