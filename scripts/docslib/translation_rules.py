"""Compares a translated page with the English one: all but the words has to stay as it is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from typing import Callable, Iterable, Iterator, Sequence

from .languages import FRONT_MATTER, recorded_hash
from .outline import Fence, Outline, Section, read_outline

MANY_WORDS = 12
HASH_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")
COMMENTS = {
    "css": re.compile(r"/\*.*?\*/"),
    "html": re.compile(r"<!--.*?-->"),
    "javascript": re.compile(r"(?:^|(?<=\s))//.*$"),
    "typescript": re.compile(r"(?:^|(?<=\s))//.*$"),
    "sql": re.compile(r"--.*$"),
    "ini": re.compile(r"^\s*[;#].*$"),
    "terminal": re.compile(r"^# .*$"),
    **dict.fromkeys(("bash", "dockerfile", "nginx", "powershell", "python"), HASH_COMMENT),
    **dict.fromkeys(("toml", "yaml"), HASH_COMMENT),
}
TRANSLATED_FENCES = {"mermaid"}
ALLOWED_KEYS = {"source", "hide", "description", "method", "search", "title"}
KEY = re.compile(r"^(?P<key>\w+):", re.MULTILINE)


@dataclass(frozen=True)
class Finding:
    """A difference that a translation may not have."""

    line: int
    rule: str
    message: str
    is_warning: bool = False


def compare(english: str, translated: str) -> list[Finding]:
    """What is wrong with a translation, by line."""
    old, new = read_outline(english), read_outline(translated)
    findings = [finding for rule in RULES for finding in rule(old, new)]
    findings += _front_matter(translated)
    return sorted(findings, key=lambda finding: (finding.line, finding.rule))


def _headings(old: Outline, new: Outline) -> Iterator[Finding]:
    for before, after in zip_longest(old.headings, new.headings):
        if after is None:
            text = f"the heading #{before.identity} is missing"
            yield Finding(new.sections[-1].line, "T03", text)
        elif before is None:
            yield Finding(after.line, "T03", f"English has no heading #{after.identity}")
        elif before.level != after.level:
            text = f"this heading has level {after.level}, in English {before.level}"
            yield Finding(after.line, "T03", text)
        elif before.identity != after.identity:
            shown = f"#{after.identity}" if after.identity else "missing"
            text = f"the id of this heading is {shown}, in English #{before.identity}"
            yield Finding(after.line, "T04", text)


def _includes(old: Outline, new: Outline) -> Iterator[Finding]:
    yield from _pairs("T05", "include line", old.includes, new.includes)


def _blocks(old: Outline, new: Outline) -> Iterator[Finding]:
    yield from _pairs("T09", "block", old.blocks, new.blocks)


def _fences(old: Outline, new: Outline) -> Iterator[Finding]:
    languages = [(fence.line, fence.language) for fence in old.fences]
    translated = [(fence.line, fence.language) for fence in new.fences]
    differences = list(_pairs("T06", "block of code", languages, translated))
    yield from differences
    if not differences:
        for before, after in zip(old.fences, new.fences):
            yield from _code(before, after)


def _code(before: Fence, after: Fence) -> Iterator[Finding]:
    language = before.language.split()[0] if before.language else ""
    if language in TRANSLATED_FENCES:
        return
    rule = "T16" if language == "terminal" else "T07"
    pattern = COMMENTS.get(language)
    for index, (old, new) in enumerate(zip_longest(before.code, after.code)):
        if old is None or new is None:
            text = f"this code has {len(after.code)} lines, in English {len(before.code)}"
            yield Finding(after.line, rule, text)
            return
        if old != new and (pattern is None or pattern.sub("", old) != pattern.sub("", new)):
            yield Finding(after.line + 1 + index, rule, f"this code is in English: {old}")


def _spans(old: Outline, new: Outline) -> Iterator[Finding]:
    yield from _sections(old, new, "T08", "code", lambda section: section.code)


def _links(old: Outline, new: Outline) -> Iterator[Finding]:
    yield from _sections(old, new, "T10", "the link to", lambda section: section.links)


def _pictures(old: Outline, new: Outline) -> Iterator[Finding]:
    yield from _sections(old, new, "T11", "the picture", lambda section: section.pictures)
    for line in new.pictures_without_text:
        yield Finding(line, "T11", "a picture has no text")


def _tags(old: Outline, new: Outline) -> Iterator[Finding]:
    yield from _sections(old, new, "T12", "the element", lambda section: section.tags)


def _tables_and_lists(old: Outline, new: Outline) -> Iterator[Finding]:
    for before, after in _same_sections(old, new):
        if before.table_rows != after.table_rows:
            yield Finding(after.line, "T13", "a table of this section has other rows or columns")
        if before.items != after.items:
            text = f"this section has {after.items} items in lists, in English {before.items}"
            yield Finding(after.line, "T14", text)


def _untranslated(old: Outline, new: Outline) -> Iterator[Finding]:
    original = {text for section in old.sections for _, text in section.paragraphs}
    for section in new.sections:
        for line, text in section.paragraphs:
            if text in original and len(text.split()) > MANY_WORDS:
                yield Finding(line, "T17", "this sentence is still in English", is_warning=True)


def _elements(old: Outline, new: Outline) -> Iterator[Finding]:
    for section in new.sections:
        for tag in section.tags:
            if tag.split()[0] in ("script", "iframe"):
                yield Finding(section.line, "T23", f"a page has no <{tag.split()[0]}>")


RULES: tuple[Callable[[Outline, Outline], Iterable[Finding]], ...] = (
    _headings,
    _includes,
    _fences,
    _spans,
    _blocks,
    _links,
    _pictures,
    _tags,
    _tables_and_lists,
    _untranslated,
    _elements,
)


def _front_matter(translated: str) -> Iterator[Finding]:
    if recorded_hash(translated) is None:
        yield Finding(1, "T20", "the page does not say what it was made from; run `docs.py stamp`")
    front_matter = FRONT_MATTER.match(translated)
    keys = KEY.findall(front_matter["meta"]) if front_matter else []
    for key in keys:
        if key not in ALLOWED_KEYS:
            yield Finding(1, "T20", f"the key {key!r} is not known in the front matter")


def _pairs(
    rule: str, kind: str, old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]]
) -> Iterator[Finding]:
    """The first difference in a row of things that keep their order; what follows is shifted."""
    for before, after in zip_longest(old, new):
        if after is None:
            last = new[-1][0] if new else 1
            yield Finding(last, rule, f"after this, a {kind} is missing: {before[1]}")
            return
        if before is None:
            yield Finding(after[0], rule, f"English has no such {kind}: {after[1]}")
            return
        if before[1] != after[1]:
            yield Finding(after[0], rule, f"the {kind} is `{after[1]}`, in English `{before[1]}`")
            return


def _sections(
    old: Outline, new: Outline, rule: str, kind: str, part: Callable[[Section], Counter[str]]
) -> Iterator[Finding]:
    """Differences in things that may change places within a section."""
    for before, after in _same_sections(old, new):
        for missing in sorted((part(before) - part(after)).elements()):
            yield Finding(after.line, rule, f"this section lacks {kind} `{missing}`")
        for added in sorted((part(after) - part(before)).elements()):
            yield Finding(after.line, rule, f"this section adds {kind} `{added}`")


def _same_sections(old: Outline, new: Outline) -> Iterable[tuple[Section, Section]]:
    same = [section.identity for section in old.sections] == [
        section.identity for section in new.sections
    ]
    return zip(old.sections, new.sections) if same else ()
