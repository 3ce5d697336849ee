"""One reader for each location: the raw values of the fields, by alias."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.requests import cookie_parser
from starlette.types import Scope

from .._plan.model import Field, Location

Values = Mapping[str, Any]
Pairs = Iterable["tuple[str, str]"]


def query_pairs(query_string: bytes) -> list[tuple[str, str]]:
    """Split a query string as `application/x-www-form-urlencoded` (WHATWG URL, section 5.1)."""
    text = query_string.decode("latin-1")
    if "%" in text or "+" in text:
        return parse_qsl(text, keep_blank_values=True)
    pairs = [pair.partition("=") for pair in text.split("&") if pair]
    return [(key, value) for key, _, value in pairs]


def cookie_pairs(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[str, str]]:
    """Split the Cookie headers (RFC 6265, section 4.2.1)."""
    return [
        pair
        for name, value in headers
        if name == b"cookie"
        for chunk in value.decode("latin-1").split(";")
        for pair in cookie_parser(chunk).items()
    ]


def compile_reader(location: Location, fields: Sequence[Field]) -> Callable[[Scope], Values]:
    """Return a function that reads the raw values of fields of one location."""
    return _COMPILERS[location](fields)


def _compile_path(fields: Sequence[Field]) -> Callable[[Scope], Values]:
    def read(scope: Scope) -> Values:
        values: Values = scope["path_params"]
        return values

    return read


def _compile_query(fields: Sequence[Field]) -> Callable[[Scope], Values]:
    collect = _compile_collect(fields)

    def read(scope: Scope) -> Values:
        return collect(query_pairs(scope["query_string"]))

    return read


def _compile_header(fields: Sequence[Field]) -> Callable[[Scope], Values]:
    wanted = {key.lower().encode("latin-1"): key for field in fields for key in field.keys}
    collect = _compile_collect(fields, first_wins=True)

    def read(scope: Scope) -> Values:
        return collect(
            [
                (wanted[name], value.decode("latin-1"))
                for name, value in scope["headers"]
                if name in wanted
            ]
        )

    return read


def _compile_cookie(fields: Sequence[Field]) -> Callable[[Scope], Values]:
    collect = _compile_collect(fields)

    def read(scope: Scope) -> Values:
        return collect(cookie_pairs(scope["headers"]))

    return read


_COMPILERS: dict[Location, Callable[[Sequence[Field]], Callable[[Scope], Values]]] = {
    Location.path: _compile_path,
    Location.query: _compile_query,
    Location.header: _compile_header,
    Location.cookie: _compile_cookie,
}


def _compile_collect(
    fields: Sequence[Field], first_wins: bool = False
) -> Callable[[list[tuple[str, str]]], Values]:
    """Return a function that makes of pairs one value, or one list, for each alias."""
    special = [field for field in fields if field.is_sequence or len(field.keys) > 1]

    def collect(pairs: list[tuple[str, str]]) -> Values:
        values: dict[str, Any] = dict(reversed(pairs) if first_wins else pairs)
        for field in special:
            _gather(field, pairs, values)
        return values

    return collect


def _gather(field: Field, pairs: list[tuple[str, str]], values: dict[str, Any]) -> None:
    """Put what belongs to a sequence, or stands under any of several keys, under the alias."""
    key = next((key for key in field.keys if key in values), None)
    if key is not None and field.is_sequence:
        values[field.alias] = [value for name, value in pairs if name == key]
    elif key is not None:
        values[field.alias] = values[key]
