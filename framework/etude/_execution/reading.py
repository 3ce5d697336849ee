"""One reader for each location: the raw values of the fields, by their slots."""

from __future__ import annotations

from typing import Any, Callable, Iterable, List, Mapping, Sequence, Tuple
from urllib.parse import parse_qsl

from starlette.requests import cookie_parser
from starlette.types import Scope

from .._plan.model import Field, Location, Shape

Values = Mapping[Any, Any]
Pairs = List[Tuple[str, Any]]
Read = Callable[[Scope], Values]
Collect = Callable[[Pairs], Values]


def compile_reader(
    location: Location, fields: Sequence[Field], claimed: Iterable[str] = ()
) -> Read:
    """Return a function that reads the raw values of fields of one location.

    `claimed` are the aliases of all fields of the operation there, which no model sees besides.
    """
    if location is Location.header:
        return _compile_header(fields, claimed)
    if location in _DIRECT and not any(_is_special(field) for field in fields):
        return _DIRECT[location]
    pairs_of, collect = _PAIRS[location], compile_collect(fields, claimed)

    def read(scope: Scope) -> Values:
        return collect(pairs_of(scope))

    return read


def _read_path(scope: Scope) -> Values:
    values: Values = scope["path_params"]
    return values


def _read_query(scope: Scope) -> Values:
    """Read the last value of each name, without a list of pairs between."""
    text = scope["query_string"].decode("latin-1")
    if "%" in text or "+" in text:
        return dict(parse_qsl(text, keep_blank_values=True))
    values = {}
    for pair in text.split("&"):
        if pair:
            key, _, value = pair.partition("=")
            values[key] = value
    return values


_DIRECT: dict[Location, Read] = {Location.path: _read_path, Location.query: _read_query}
"""How the values are read where each name stands for one."""


# The pairs of a request


def _path_pairs(scope: Scope) -> Pairs:
    return list(scope["path_params"].items())


def _query_pairs(scope: Scope) -> Pairs:
    return query_pairs(scope["query_string"])


def query_pairs(query_string: bytes) -> Pairs:
    """Split a query string as `application/x-www-form-urlencoded` (WHATWG URL, section 5.1)."""
    text = query_string.decode("latin-1")
    if "%" in text or "+" in text:
        return parse_qsl(text, keep_blank_values=True)
    pairs = [pair.partition("=") for pair in text.split("&") if pair]
    return [(key, value) for key, _, value in pairs]


def _cookie_pairs(scope: Scope) -> Pairs:
    """Split the Cookie headers (RFC 6265, section 4.2.1)."""
    return [
        pair
        for name, value in scope["headers"]
        if name == b"cookie"
        for chunk in value.decode("latin-1").split(";")
        for pair in cookie_parser(chunk).items()
    ]


_PAIRS: dict[Location, Callable[[Scope], Pairs]] = {
    Location.path: _path_pairs,
    Location.query: _query_pairs,
    Location.cookie: _cookie_pairs,
}

_COMMON_HEADERS = frozenset(
    [
        "accept",
        "accept-encoding",
        "accept-language",
        "authorization",
        "cache-control",
        "connection",
        "content-length",
        "content-type",
        "cookie",
        "dnt",
        "forwarded",
        "host",
        "origin",
        "pragma",
        "priority",
        "referer",
        "te",
        "upgrade",
        "upgrade-insecure-requests",
        "user-agent",
        "via",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-port",
        "x-forwarded-proto",
        "x-real-ip",
        "x-request-id",
    ]
)
"""What clients, proxies and servers send of their own accord, and no model has to name."""


def _is_common(header: str) -> bool:
    return header in _COMMON_HEADERS or header.startswith(("sec-", "if-"))


def _compile_header(fields: Sequence[Field], claimed: Iterable[str]) -> Read:
    keys = [key for field in fields for part in field.parts for key in part.keys]
    wanted = {key.lower().encode("latin-1"): key for key in keys}
    collect = compile_collect(fields, {name.lower() for name in claimed}, first_wins=True)
    takes_others = any(field.shape is not None and field.shape.takes_others for field in fields)

    def read(scope: Scope) -> Values:
        pairs = [
            (wanted[name], value.decode("latin-1"))
            for name, value in scope["headers"]
            if name in wanted
        ]
        return collect([*pairs, *_other_headers(scope, wanted)] if takes_others else pairs)

    return read


def _other_headers(scope: Scope, wanted: Mapping[bytes, str]) -> Pairs:
    texts = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in scope["headers"]
        if name not in wanted
    ]
    return [(name, value) for name, value in texts if not _is_common(name)]


# From pairs to values


def compile_collect(
    fields: Sequence[Field], claimed: Iterable[str] = (), first_wins: bool = False
) -> Collect:
    """Return a function that makes of pairs one value, or one list, for each slot."""
    special = [field for field in fields if _is_special(field)]
    claimed = frozenset(claimed)
    if not special:
        return _first_of_each if first_wins else dict

    def collect(pairs: Pairs) -> Values:
        one = _first_of_each(pairs) if first_wins else dict(pairs)
        values: dict[Any, Any] = dict(one)
        for field in special:
            if field.shape is None:
                _put(field, pairs, one, values)
            else:
                model = _spread(field.shape, pairs, one, claimed)
                if model is not None:
                    values[field.slot] = model
        return values

    return collect


def _first_of_each(pairs: Pairs) -> dict[str, Any]:
    return dict(reversed(pairs))


def _is_special(field: Field) -> bool:
    return field.shape is not None or field.is_sequence or len(field.keys) > 1


def _put(
    field: Field, pairs: Pairs, one: Mapping[str, Any], values: dict[Any, Any], at: Any = None
) -> bool:
    """Put what belongs to a field under its slot, or another key; tell whether there is any."""
    key = next((key for key in field.keys if key in one), None)
    if key is None:
        return False
    value = [value for name, value in pairs if name == key] if field.is_sequence else one[key]
    values[at or field.slot] = value
    return True


def _spread(
    shape: Shape, pairs: Pairs, one: Mapping[str, Any], claimed: frozenset[str]
) -> dict[str, Any] | None:
    """Return the raw data of a model, or None where the request holds nothing of it."""
    data: dict[str, Any] = {}
    found = [_put(field, pairs, one, data, at=field.name) for field in shape.fields]
    own = {key for field in shape.fields for key in field.keys}
    if shape.refuses_others:
        own |= claimed
    others = {key: _one_or_all(pairs, key) for key in one if key not in own}
    if shape.is_optional and not any(found) and not (shape.refuses_others and others):
        return None
    return {**data, **others}


def _one_or_all(pairs: Pairs, key: str) -> Any:
    values = [value for name, value in pairs if name == key]
    return values[0] if len(values) == 1 else values
