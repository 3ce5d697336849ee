"""Values as JSON text (RFC 8259), with what JSON does not know encoded by `jsonable_encoder`."""

from __future__ import annotations

import json
from json import encoder as json_encoder
from types import GeneratorType
from typing import Any, Callable, Iterable

from pydantic import BaseModel
from pydantic_core import to_json

from .encoders import jsonable_encoder


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, GeneratorType):  # runs only once, so nothing may be tried before
        raise TypeError("A generator is encoded with all that is around it.")
    return jsonable_encoder(value)


def _make_encoder() -> Callable[[Any, int], Iterable[str]]:
    """Return a function from a value, and its depth, to pieces of text; it is made only once.

    The standard library makes its C encoder anew for every text, which costs more than most texts.
    """
    options: Any = {"ensure_ascii": False, "check_circular": False, "allow_nan": False}
    encoder = json.JSONEncoder(**options, separators=(",", ":"), default=_plain)
    make = getattr(json_encoder, "c_make_encoder", None)
    if make is None:  # an interpreter without the C encoder
        return lambda value, depth: encoder.encode(value)
    to_text = json_encoder.encode_basestring
    chunks_of: Callable[[Any, int], Iterable[str]]
    chunks_of = make(None, encoder.default, to_text, None, ":", ",", False, False, False)
    return chunks_of


_encode = _make_encoder()


def render_json(value: Any) -> bytes:
    """Return a value as JSON in UTF-8.

    Raises ValueError for NaN and infinities, which JSON does not have.
    """
    if type(value) is dict:
        # pydantic-core is quicker, and writes what is flat in the same way: but not numbers with an
        # exponent, and not the keys that the general encoder leaves out.
        for key, item in value.items():
            kind = type(item)
            if kind is float:
                is_same = 1e-4 <= item < 1e16 or item == 0
            else:
                is_same = kind is str or kind is int or kind is bool or item is None
            if not is_same or type(key) is not str or (key < "_sb" and key >= "_sa"):
                break
        else:
            try:
                return to_json(value)
            except ValueError:  # of a lone surrogate
                pass
    try:
        text = "".join(_encode(value, 0))
    except TypeError:  # a key or an object that only the general encoder knows
        text = "".join(_encode(jsonable_encoder(value), 0))
    if '"_sa' in text:  # keys that SQLAlchemy adds, and that the general encoder leaves out
        text = "".join(_encode(jsonable_encoder(value), 0))
    try:
        return text.encode()
    except UnicodeEncodeError:  # a lone surrogate, which only an escape can carry
        return json.dumps(jsonable_encoder(value), separators=(",", ":")).encode()


def render_item(value: Any) -> bytes:
    """Return one item of a stream as JSON in UTF-8, with null for NaN and infinities."""
    try:
        return render_json(value)
    except ValueError:
        return to_json(jsonable_encoder(value), inf_nan_mode="null")


def render_dumped(dump: Callable[..., Any]) -> bytes:
    """Return what Pydantic dumps, where it cannot write it itself: it knows no lone surrogates."""
    try:
        return render_json(dump(mode="json"))
    except UnicodeEncodeError:  # of a key, which that mode does not take either
        return render_json(dump())
