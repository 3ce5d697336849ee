"""Names such as `lines[0].sku` become values inside values.

Whatever a client sends, what is made of it is no larger than the names and no deeper than
`MOST_LEVELS`: numbers in names only order the items.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import AbstractSet, Any, Callable, Dict, Iterable, List, Sequence

from starlette.datastructures import UploadFile

from .._nesting import Nest
from .._plan.model import Field, Location
from ..exceptions import HTTPException
from ..params import DELIMITERS
from .errors import parse_json

Found = Dict[str, List[Any]]
"""All values that a request has under each name."""

MOST_LEVELS = 32
_STEPS = {
    Location.query: re.compile(r"\[([^][]*)\]"),
    Location.body: re.compile(r"\[([^][]*)\]|\.([^][.]+)"),
}
_INDEX = re.compile(r"[0-9]{1,9}")


@dataclass
class _Branch:
    """What a request has under a name, and what it has below it."""

    own: List[Any] = field(default_factory=list)
    below: Dict[str, _Branch] = field(default_factory=dict)


def compile_nesting(
    fields: Sequence[Field], claimed: Iterable[str] = ()
) -> Callable[[Found], Found]:
    """Return a function that puts one value in the place of all names that lead into a field."""
    roots = {key: each for each in fields for key in each.keys}
    deep = {key for key, each in roots.items() if not _delimiter(each)}
    location, known = fields[0].location, roots.keys() | claimed

    def nest(found: Found) -> Found:
        flat: Found = {}
        branches: dict[str, _Branch] = {}
        for name, many in found.items():
            path = [name] if name in roots else []
            if name not in known:
                path = _path(name, _STEPS[location], deep)
            if not path:
                flat[name] = many
                continue
            sent = [each for each in many if location is Location.query or not is_left_out(each)]
            if sent:
                _grow(branches, path).own += sent
        made = {root: [_made(roots[root], root, branch)] for root, branch in branches.items()}
        return {**flat, **made}

    return nest


def _path(name: str, step: re.Pattern[str], roots: AbstractSet[str]) -> list[str]:
    """Return the keys that a name consists of; nothing where it leads into nothing.

    `tags[]` says no more than `tags`, that there may be several.
    """
    first = step.search(name)
    if first is None or name[: first.start()] not in roots:
        return []
    end, path = first.start(), [name[: first.start()]]
    for match in step.finditer(name, end):
        if match.start() != end:
            return []
        if len(path) > MOST_LEVELS:
            raise HTTPException(400, f"{path[0]!r} is nested more than {MOST_LEVELS} levels deep.")
        path.append(match[match.lastindex or 0])
        end = match.end()
    if end != len(name):
        return []
    return path if path[-1] else path[:-1]


def _grow(branches: dict[str, _Branch], path: list[str]) -> _Branch:
    branch = branches.setdefault(path[0], _Branch())
    for key in path[1:]:
        branch = branch.below.setdefault(key, _Branch())
    return branch


def is_left_out(value: Any) -> bool:
    """Tell whether a value is what browsers send for an input that was left empty."""
    return value == "" or is_no_file(value)


def is_no_file(value: Any) -> bool:
    """Tell whether a value is what browsers send where no file was chosen."""
    return isinstance(value, UploadFile) and not value.filename and not value.size


def _delimiter(field: Field) -> str:
    return DELIMITERS[field.style.name] if field.style else ""


def _made(field: Field, root: str, branch: _Branch) -> Any:
    """Return the value of a field, of which nests are known."""
    nest: Any = field.nest
    delimiter = _delimiter(field)
    if not delimiter:
        return _value(branch, nest, root)
    parts = [part for text in branch.own if text for part in text.split(delimiter)]
    if nest.is_list:
        return parts
    return branch.own[-1] if len(parts) % 2 else dict(zip(parts[::2], parts[1::2]))


def _value(branch: _Branch, nest: Nest, root: str) -> Any:
    """Return what stands under a name: what is sent for itself, else what is sent below it."""
    if branch.own:
        own = [_parsed(each, root) for each in branch.own] if nest.takes_json else branch.own
        return own if nest.is_list and not isinstance(own[0], list) else own[-1]
    below = {key: _value(each, nest.at(key), root) for key, each in branch.below.items()}
    if nest.is_list and all(map(_INDEX.fullmatch, below)):
        return [below[key] for key in sorted(below, key=int)]
    return below


def _parsed(value: Any, root: str) -> Any:
    """Parse what can only be a JSON object or a JSON array; leave anything else as it is."""
    is_text = isinstance(value, str) and value.lstrip()[:1] in ("{", "[")
    return parse_json(value, root) if is_text or isinstance(value, bytes) else value
