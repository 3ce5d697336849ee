"""What becomes of the items that an endpoint yields."""

from __future__ import annotations

import collections.abc
from typing import Any, Callable, Mapping

from typing_extensions import get_args, get_origin

from .._http import allows_body
from .._streams import JSONLinesResponse, format_of, streaming_class
from ..exceptions import DeclarationError
from .callables import kind_of
from .model import CallableKind, Reply, Stream
from .replies import adapter_for, dump_of, status_code_of
from .signature import place, return_type

_GENERATORS = (CallableKind.generator, CallableKind.async_generator)
_ITERABLES = (
    collections.abc.AsyncIterable,
    collections.abc.AsyncIterator,
    collections.abc.AsyncGenerator,
    collections.abc.Iterable,
    collections.abc.Iterator,
    collections.abc.Generator,
)


def plan_stream(function: Callable[..., Any], options: Mapping[str, Any]) -> Reply | None:
    """Plan the answer of an operation that sends item by item; None stands for all others.

    These are endpoints that yield, and endpoints whose response class streams what they return.
    """
    kind, response_class = kind_of(function), streaming_class(options.get("response_class"))
    if response_class is None:
        if kind not in _GENERATORS:
            return None
        response_class = JSONLinesResponse
    status_code = status_code_of(function, options, response_class)
    if kind in _GENERATORS:
        _check(function, status_code, options)
    stream = Stream(format_of(response_class), response_class, kind)
    declared = _item_type(function, options)
    return Reply(
        status_code=status_code,
        adapter=adapter_for(function, stream.format.item_type(declared)),
        response_class=response_class,
        dump=dump_of(options),
        stream=stream,
    )


def _check(function: Callable[..., Any], status_code: int, options: Mapping[str, Any]) -> None:
    model = options.get("response_model")
    if model is not None:
        raise DeclarationError(
            f"{place(function)} yields and has the response model {model!r}, which describes what "
            "an endpoint returns. Annotate what it yields: `-> AsyncIterable[Item]`, or "
            "`-> Iterable[Item]` for `def`."
        )
    if not allows_body(status_code):
        raise DeclarationError(
            f"{place(function)} yields and answers with status {status_code}, which has no body. "
            "Choose another status, or do not yield."
        )


def check_response_class(function: Callable[..., Any], response_class: Any) -> None:
    """Refuse an endpoint that yields and names, itself, a class that cannot stream."""
    if response_class is None or kind_of(function) not in _GENERATORS:
        return
    if streaming_class(response_class) is not None:
        return
    raise DeclarationError(
        f"{place(function)} yields, and its response class {response_class.__name__} needs the "
        "whole answer at once. Use StreamingResponse, EventSourceResponse or a subclass; without "
        "a response class every item becomes a line of JSON."
    )


def _item_type(function: Callable[..., Any], options: Mapping[str, Any]) -> Any:
    """Return T where a function is annotated with an iterable of T, else NoneType."""
    annotation = return_type(function)
    is_off = "response_model" in options and options["response_model"] is None
    if is_off or (get_origin(annotation) or annotation) not in _ITERABLES:
        return type(None)
    return next(iter(get_args(annotation)), Any)
