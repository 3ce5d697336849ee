"""One reader for each location: the raw values of the fields, by their slots."""

from __future__ import annotations

from operator import itemgetter
from typing import Any, Callable, Iterable, List, Mapping, Sequence, Tuple
from urllib.parse import parse_qsl

from starlette.requests import cookie_parser

from .._plan.model import Field, Location, Plan, Shape
from .context import Context
from .errors import describe_error
from .nesting import Found, compile_nesting

MOST_EXTRA = 100
"""The greatest number of undeclared query parameters that one answer names."""
Values = Mapping[Any, Any]
Pairs = List[Tuple[str, Any]]
Read = Callable[[Context], Values]
Take = Callable[[Found], Any]
"""Takes what belongs to one field; None where a request has nothing of it."""


def compile_reader(location: Location, fields: Sequence[Field], operation: Plan) -> Read:
    """Return a function that reads the raw values of fields of one location."""
    is_plain = not any(is_special(field) for field in fields)
    if is_plain and location in _DIRECT:
        return _DIRECT[location]
    if is_plain and location is Location.header:
        return _compile_headers(fields)
    claimed: Iterable[str] = operation.aliases(location)
    if location is Location.header:
        pairs_of, first_wins = _compile_header_pairs(fields), True
        claimed = [name.lower() for name in claimed]
    else:
        pairs_of, first_wins = _PAIRS[location], False
    if is_plain:
        return lambda context: dict(pairs_of(context))
    collect = compile_collect(fields, claimed, first_wins, operation.nested(location))
    return lambda context: collect(grouped(pairs_of(context)))


def is_special(field: Field) -> bool:
    """Tell whether a field is more than one value of one name."""
    is_one = field.shape is None and field.nest is None and not field.is_sequence
    return not is_one or len(field.keys) > 1


def _read_query(context: Context) -> Values:
    """Read the last value of each name, without a list of pairs between."""
    text = context.scope["query_string"].decode("latin-1")
    if "%" in text or "+" in text:
        return dict(parse_qsl(text, keep_blank_values=True))
    values = {}
    for pair in text.split("&"):
        if pair:
            key, _, value = pair.partition("=")
            values[key] = value
    return values


_DIRECT: dict[Location, Read] = {
    Location.path: lambda context: context.scope["path_params"],
    Location.query: _read_query,
}
"""How the values are read where each name stands for one."""


def _compile_headers(fields: Sequence[Field]) -> Read:
    """Read the first value of each name."""
    wanted = _wanted(fields)

    def read(context: Context) -> Values:
        values: dict[str, str] = {}
        for name, value in context.scope["headers"]:
            if name in wanted and wanted[name] not in values:
                values[wanted[name]] = value.decode("latin-1")
        return values

    return read


def _wanted(fields: Sequence[Field]) -> dict[bytes, str]:
    keys = [key for field in fields for part in field.parts for key in part.keys]
    return {key.lower().encode("latin-1"): key for key in keys}


# The pairs of a request


def _query_pairs(context: Context) -> Pairs:
    """Split a query string as `application/x-www-form-urlencoded` (WHATWG URL, section 5.1)."""
    text = context.scope["query_string"].decode("latin-1")
    if "%" in text or "+" in text:
        return parse_qsl(text, keep_blank_values=True)
    pairs = [pair.partition("=") for pair in text.split("&") if pair]
    return [(key, value) for key, _, value in pairs]


def _cookie_pairs(context: Context) -> Pairs:
    """Split the Cookie headers (RFC 6265, section 4.2.1)."""
    return [
        pair
        for name, value in context.scope["headers"]
        if name == b"cookie"
        for chunk in value.decode("latin-1").split(";")
        for pair in cookie_parser(chunk).items()
    ]


_PAIRS: dict[Location, Callable[[Context], Pairs]] = {
    Location.path: lambda context: list(context.scope["path_params"].items()),
    Location.query: _query_pairs,
    Location.cookie: _cookie_pairs,
}

_COMMON_HEADERS = frozenset(
    b"accept accept-encoding accept-language authorization cache-control connection content-length "
    b"content-type cookie dnt forwarded host origin pragma priority referer te upgrade "
    b"upgrade-insecure-requests user-agent via x-forwarded-for x-forwarded-host x-forwarded-port "
    b"x-forwarded-proto x-real-ip x-request-id".split()
)
"""What clients, proxies and servers send of their own accord, and no model has to name."""


def _is_common(header: bytes) -> bool:
    return header in _COMMON_HEADERS or header.startswith((b"sec-", b"if-"))


def _compile_header_pairs(fields: Sequence[Field]) -> Callable[[Context], Pairs]:
    wanted = _wanted(fields)

    def pairs_of(context: Context) -> Pairs:
        return [
            (wanted[name], value.decode("latin-1"))
            for name, value in context.scope["headers"]
            if name in wanted
        ]

    def pairs_with_others_of(context: Context) -> Pairs:
        return [
            (wanted.get(name) or name.decode("latin-1"), value.decode("latin-1"))
            for name, value in context.scope["headers"]
            if name in wanted or not _is_common(name)
        ]

    takes_others = any(field.shape is not None and field.shape.takes_others for field in fields)
    return pairs_with_others_of if takes_others else pairs_of


# From pairs to values


def grouped(pairs: Iterable[tuple[str, Any]]) -> Found:
    """Return all values under each name, in their order."""
    found: Found = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def compile_query_check(plan: Plan) -> Callable[[Context], None]:
    """Return a function that refuses what a query has besides what an endpoint takes from it."""
    names, nested = plan.query_names or (), plan.nested(Location.query)
    nest = compile_nesting(nested, names) if nested else dict

    def check(context: Context) -> None:
        found = nest(grouped(_query_pairs(context)))
        for name in [name for name in found if name not in names][:MOST_EXTRA]:
            value = found[name] if len(found[name]) > 1 else found[name][0]
            message = "Extra inputs are not permitted"  # as Pydantic words it
            error = describe_error("extra_forbidden", ("query", name), message, value)
            context.errors.append(error)

    return check


def compile_collect(
    fields: Sequence[Field],
    claimed: Iterable[str] = (),
    first_wins: bool = False,
    nested: Sequence[Field] = (),
) -> Callable[[Found], dict[Any, Any]]:
    """Return a function that makes of what was found one value, or one list, for each slot.

    `claimed` are the aliases of all fields of the operation in that location, and `nested` those
    fields that names with keys lead into; no model sees either besides.
    """
    choose = itemgetter(0 if first_wins else -1)
    special = [field for field in fields if is_special(field)]
    takes = {
        field.slot: _compile_take(field, choose)
        if field.shape is None
        else _compile_model(field.shape, frozenset(claimed), choose)
        for field in special
    }

    def collect(found: Found) -> dict[Any, Any]:
        values: dict[Any, Any] = {name: choose(many) for name, many in found.items()}
        return {**values, **_taken(takes, found)}

    nested = nested or [part for field in fields for part in field.parts if part.nest]
    if not nested:
        return collect
    nest = compile_nesting(nested, claimed)
    return lambda found: collect(nest(found))


def _taken(takes: Mapping[Any, Take], found: Found) -> dict[Any, Any]:
    values = {slot: take(found) for slot, take in takes.items()}
    return {slot: value for slot, value in values.items() if value is not None}


def _compile_take(field: Field, choose: Callable[[list[Any]], Any]) -> Take:
    def take(found: Found) -> Any:
        many = next((found[key] for key in field.keys if key in found), None)
        return many if many is None or field.is_sequence else choose(many)

    return take


def _compile_model(
    shape: Shape, claimed: frozenset[str], choose: Callable[[list[Any]], Any]
) -> Take:
    """Compile the raw data of a model: its own fields, then what it sees besides."""
    takes = {field.name: _compile_take(field, choose) for field in shape.fields}
    own = {key for field in shape.fields for key in field.keys}
    not_others = own | claimed if shape.refuses_others else own

    def take(found: Found) -> dict[str, Any] | None:
        data = _taken(takes, found)
        others = {
            name: many if len(many) > 1 else many[0]
            for name, many in found.items()
            if name not in not_others
        }
        if shape.is_optional and not data and not (shape.refuses_others and others):
            return None
        return {**data, **others}

    return take
