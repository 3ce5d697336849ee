"""Which lines `hl[...]` and `ln[...]` mean, in every form of an example.

A selection is a list of selectors separated by `,` or `;`. A selector is a symbol (see symbols.py),
a line number of the first form, a "literal text", or two of these with a colon between them. A `?`
at its end allows that some of the forms lack it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Sequence

from .alignment import align
from .problems import IncludeError, nearest
from .symbols import symbols_of

SEPARATOR = re.compile(r'((?:"[^"]*"|[^",;])+)')
END = re.compile(r'((?:"[^"]*"|[^":])+)')


@dataclass(frozen=True)
class Selector:
    """One item of a selection: one end, or the first and the last of a range."""

    text: str
    ends: tuple[str, ...]
    is_optional: bool


@dataclass(frozen=True)
class Source:
    """The text of one form, and the name by which messages call it."""

    name: str
    text: str
    lines: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        lines = self.text.split("\n")
        object.__setattr__(self, "lines", tuple(lines[:-1] if lines[-1] == "" else lines))

    @property
    def symbols(self) -> dict[str, frozenset[int]]:
        """Every symbol of the text with its lines."""
        return _cached_symbols(self.text)


def parse_selection(text: str) -> list[Selector]:
    """The selectors of the text between the brackets of an option."""
    if text.count('"') % 2:
        raise IncludeError(f'a quotation mark is not closed in [{text}]; write "literal text"')
    items = [item.strip() for item in SEPARATOR.findall(text)]
    selectors = [_parse_selector(item) for item in items if item]
    if not selectors:
        raise IncludeError("the selection is empty; name at least one symbol, text or line")
    return selectors


def select(selectors: Sequence[Selector], sources: Sequence[Source]) -> list[frozenset[int]]:
    """The lines that a selection means, one set for each source."""
    chosen = [set[int]() for _ in sources]
    for selector in selectors:
        found = [_lines_of(selector, source, sources) for source in sources]
        if not any(found):
            raise IncludeError(_unknown(selector, sources[0], sources))
        for lines, more in zip(chosen, found):
            lines |= more
    for source, lines in zip(sources, chosen):
        if not lines:
            raise IncludeError(f"nothing is selected in {source.name}; name a symbol that it has")
    return [frozenset(lines) for lines in chosen]


def _parse_selector(item: str) -> Selector:
    is_optional = item.endswith("?")
    body = item[:-1].rstrip() if is_optional else item
    ends = tuple(end.strip() for end in END.findall(body))
    if not 1 <= len(ends) <= 2 or not all(ends) or body.count(":") < len(ends) - 1:
        raise IncludeError(f"{item!r} is not a selector; a range is written first : last")
    return Selector(item, ends, is_optional)


def _lines_of(selector: Selector, source: Source, sources: Sequence[Source]) -> set[int]:
    spans = [_lines_of_end(end, source, sources[0]) for end in selector.ends]
    if not all(spans):
        if selector.is_optional:
            return set()
        raise IncludeError(_unknown(selector, source, sources))
    start, last = min(spans[0]), max(spans[-1])
    if start > last:
        raise IncludeError(f"{selector.text!r} ends before it starts in {source.name}")
    return set(range(start, last + 1)) if len(spans) == 2 else set(spans[0])


def _lines_of_end(end: str, source: Source, first: Source) -> frozenset[int]:
    if end.isdigit():
        return _carried(int(end), source, first)
    if end.startswith('"'):
        numbered = enumerate(source.lines, start=1)
        return frozenset(number for number, line in numbered if end.strip('"') in line)
    return source.symbols.get(" ".join(end.split()), frozenset())


def _carried(number: int, source: Source, first: Source) -> frozenset[int]:
    """The line of the source that corresponds to a line of the first form."""
    if not 1 <= number <= len(first.lines):
        raise IncludeError(f"{first.name} has lines 1 to {len(first.lines)}, not line {number}")
    if source is first:
        return frozenset({number})
    counterpart = _cached_alignment(first.lines, source.lines).get(number)
    if counterpart is None:
        instead = nearest_symbols(first, number)
        raise IncludeError(
            f"line {number} of {first.name} has no counterpart in {source.name}; "
            f"name a symbol instead{instead}"
        )
    return frozenset({counterpart})


def nearest_symbols(source: Source, number: int) -> str:
    """The smallest symbols that hold a line, as the end of a sentence."""
    holding = [(len(lines), name) for name, lines in source.symbols.items() if number in lines]
    names = [name for _, name in sorted(holding)[:3]]
    return f": {', '.join(names)}" if names else ""


def _unknown(selector: Selector, source: Source, sources: Sequence[Source]) -> str:
    end = next(end for end in selector.ends if not _lines_of_end(end, source, sources[0]))
    if end.startswith('"'):
        message = f"no line of {source.name} contains {end}."
    else:
        message = f"{source.name} has no symbol {end!r}. {nearest(end, source.symbols)}"
    if any(_lines_of_end(end, other, sources[0]) for other in sources):
        message += f" Other forms have it; write {end}? if that is meant."
    return message


@lru_cache(maxsize=512)
def _cached_symbols(text: str) -> dict[str, frozenset[int]]:
    return symbols_of(text)


@lru_cache(maxsize=512)
def _cached_alignment(first: tuple[str, ...], other: tuple[str, ...]) -> dict[int, int]:
    return align(first, other)
