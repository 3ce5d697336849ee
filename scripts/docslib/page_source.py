"""A page as its author wrote it, taken apart into what the linter looks at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Iterator

from .lines import FENCE

HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.*?)(?:\s*\{(?P<attributes>[^{}]*)\})?\s*")
IDENTITY = re.compile(r"#(?P<id>[\w.:-]+)")
CODE_SPAN = re.compile(r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)")
LINK = re.compile(
    r"""(?P<image>!?)\[(?P<text>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]"""
    r"""\((?P<target>[^()\s]*)(?:\s+"[^"]*")?\)"""
)
ALLOWANCE = re.compile(r"\s*<!-- lint: allow (?P<rules>A\d\d(?:,? A\d\d)*) (?P<reason>.+?) -->\s*")
COMMENT = re.compile(r"<!--.*?-->")


@dataclass(frozen=True)
class Heading:
    """A heading with the id that it is given."""

    line: int
    level: int
    text: str
    id: str | None


@dataclass(frozen=True)
class Fence:
    """A block of code; `language` is empty where none is named."""

    line: int
    language: str
    lines: tuple[str, ...]
    is_closed: bool


@dataclass(frozen=True)
class Link:
    """A link or a picture."""

    line: int
    text: str
    target: str
    is_picture: bool


@dataclass
class PageSource:
    """The parts of a page; lines are counted from 1, as editors do."""

    path: str
    text: str
    prose: list[tuple[int, str]] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)
    allowed: set[tuple[int, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        lines = self.text.split("\n")
        self._read(lines, _end_of_front_matter(lines))

    @property
    def headings(self) -> Iterator[Heading]:
        """The headings, wherever they stand but in code."""
        for number, line in self.prose:
            match = HEADING.fullmatch(line)
            if match:
                named = IDENTITY.search(match["attributes"] or "")
                identity = named["id"] if named else None
                yield Heading(number, len(match["marks"]), match["text"], identity)

    @property
    def ids(self) -> set[str]:
        """The ids that the headings are given."""
        return {heading.id for heading in self.headings if heading.id}

    @property
    def links(self) -> Iterator[Link]:
        """The links and pictures in the text."""
        for number, line in self.prose:
            for match in LINK.finditer(without_code(line)):
                yield Link(number, match["text"], match["target"], bool(match["image"]))

    def _read(self, lines: list[str], start: int) -> None:
        index = start
        while index < len(lines):
            line = lines[index]
            fence = FENCE.fullmatch(line)
            if fence:
                index = self._read_fence(lines, index, fence)
            else:
                self._note_allowance(lines, index)
                self.prose.append((index + 1, line))
            index += 1

    def _read_fence(self, lines: list[str], start: int, fence: re.Match[str]) -> int:
        rest = range(start + 1, len(lines))
        ends = (index for index in rest if lines[index].strip(" \t>") == fence["marker"])
        end = next(ends, None)
        last = len(lines) if end is None else end
        language = fence["rest"].strip().split(" ")[0]
        body = tuple(lines[start + 1 : last])
        self.fences.append(Fence(start + 1, language, body, end is not None))
        return last

    def _note_allowance(self, lines: list[str], index: int) -> None:
        match = ALLOWANCE.fullmatch(lines[index])
        if match:
            following = (at for at in range(index + 1, len(lines)) if lines[at].strip())
            place = next(following, index) + 1
            self.allowed |= {(place, rule) for rule in re.findall(r"A\d\d", match["rules"])}


def without_code(line: str) -> str:
    """A line with blanks in place of its code and comments."""
    text = CODE_SPAN.sub(lambda match: " " * len(match[0]), line)
    return COMMENT.sub(lambda match: " " * len(match[0]), text)


def _end_of_front_matter(lines: list[str]) -> int:
    if lines[0] != "---":
        return 0
    return next((at + 1 for at, line in enumerate(lines[1:], start=1) if line == "---"), 0)
