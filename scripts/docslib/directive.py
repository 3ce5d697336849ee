"""The grammar of an include line: `{* TARGET OPTION... *}`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .problems import IncludeError, nearest
from .selection import Selector, parse_selection

LINE = re.compile(r"(?P<indent>\s*)\{\*(?P<body>.*)\*\}\s*")
ESCAPED = re.compile(r"(?P<indent>\s*)\{\\\*(?P<body>.*\*\}\s*)")
VALUE = r'\[(?P<value>(?:"[^"]*"|[^"\]])*)\]'
OPTION = re.compile(rf"\s+(?P<name>\w+)(?:{VALUE})?(?=\s|$)")
OPTIONS = ("hl", "ln", "title", "only")


@dataclass(frozen=True)
class Directive:
    """What an include line asks for."""

    target: str
    highlighted: tuple[Selector, ...] = ()
    shown: tuple[Selector, ...] = ()
    title: str = ""
    only: tuple[str, ...] = ()


def parse_directive(body: str) -> Directive:
    """Reads what stands between `{*` and `*}`."""
    target, options = _split(body)
    return Directive(
        target=target,
        highlighted=_selection(options, "hl"),
        shown=_selection(options, "ln"),
        title=_title(options),
        only=_only(options),
    )


def _split(body: str) -> tuple[str, dict[str, str]]:
    text = body.strip()
    target = text.split(maxsplit=1)[0] if text else ""
    if not target:
        raise IncludeError("the include line names no example; write {* topic/name *}")
    options: dict[str, str] = {}
    position = len(target)
    while position < len(text):
        match = OPTION.match(text, position)
        if match is None:
            raise IncludeError(_unreadable(text[position:].strip()))
        name = _checked(match["name"], match["value"])
        if name in options:
            raise IncludeError(f"the option {name} is given twice; separate selectors by `;`")
        options[name] = match["value"] or ""
        position = match.end()
    return target, options


def _checked(name: str, value: str | None) -> str:
    if name not in OPTIONS:
        raise IncludeError(f"there is no option {name!r}. {nearest(name, OPTIONS)}")
    if value is None:
        raise IncludeError(f"the option {name} needs a value: {name}[...]")
    return name


def _unreadable(rest: str) -> str:
    return f"cannot read {rest!r}; options are written name[...] with blanks between them"


def _selection(options: dict[str, str], name: str) -> tuple[Selector, ...]:
    return tuple(parse_selection(options[name])) if name in options else ()


def _title(options: dict[str, str]) -> str:
    value = options.get("title", '""').strip()
    if len(value) < 2 or value[0] != '"' or value[-1] != '"':
        raise IncludeError('the title is written in quotation marks: title["app/main.py"]')
    return value[1:-1]


def _only(options: dict[str, str]) -> tuple[str, ...]:
    names = tuple(name.strip() for name in options.get("only", "").split(",") if name.strip())
    if "only" in options and not names:
        raise IncludeError("only[] names no form; write for example only[plain,_an_py39]")
    return names
