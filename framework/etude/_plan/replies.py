"""What becomes of the value that an endpoint returns, or of the items that it yields."""

from __future__ import annotations

import collections.abc
import inspect
import re
from typing import Any, Callable, Mapping

from starlette.responses import JSONResponse, Response
from typing_extensions import get_args, get_origin

from .._http import allows_body
from .._options import given
from .._pydantic import Adapter, AdapterError, adapter_of, is_class, is_pydantic_v1
from .._streams import JSONLinesResponse, format_of, streaming_class
from .._warn import warn_user
from ..exceptions import DeclarationError, EtudeError, PydanticV1NotSupportedError
from .model import Call, FurtherResponse, Reply, Stream
from .signature import EMPTY, kind_of, place, return_type, split

_DUMP = {
    name: f"response_model_{name}"
    for name in (
        *("include", "exclude", "by_alias"),
        *("exclude_unset", "exclude_defaults", "exclude_none"),
    )
}
"""What tells an adapter how to serialise, and the options that say it."""
_ITERABLES = (
    collections.abc.AsyncIterable,
    collections.abc.AsyncIterator,
    collections.abc.AsyncGenerator,
    collections.abc.Iterable,
    collections.abc.Iterator,
    collections.abc.Generator,
)
_KEY = re.compile(r"[1-5]XX|[0-9]+")


def plan_reply(call: Call, options: Mapping[str, Any]) -> Reply:
    """Plan the answer of an operation from its options and its return annotation."""
    function = call.function
    annotation = return_type(function, call.returns)
    is_response = is_class(annotation) and issubclass(annotation, Response)
    model = options.get("response_model", None if is_response else annotation)
    adapter = _adapter(function, model)
    response_class = options.get("response_class")
    status_code = _status_code(function, options, response_class)
    if adapter is not None and not allows_body(status_code):
        raise DeclarationError(
            f"{place(function)} answers with status {status_code}, which has no body, and has a "
            "response model. Remove the model, or choose another status."
        )
    is_shown = adapter is None and is_response and annotation.media_type is not None
    return Reply(
        status_code=status_code,
        adapter=adapter,
        response_class=None if response_class is JSONResponse else response_class,
        dump=dump_of(options),
        documented_class=response_class or (annotation if is_shown else None),
    )


def plan_stream(call: Call, options: Mapping[str, Any]) -> Reply | None:
    """Plan the answer of an operation that sends item by item; None stands for all others.

    These are endpoints that yield, and endpoints whose response class streams what they return.
    """
    function, yields = call.function, call.kind.yields
    response_class = streaming_class(options.get("response_class"))
    if response_class is None:
        if not yields:
            return None
        response_class = JSONLinesResponse
    status_code = _status_code(function, options, response_class)
    if yields and not allows_body(status_code):
        raise DeclarationError(
            f"{place(function)} yields and answers with status {status_code}, which has no body. "
            "Choose another status, or do not yield."
        )
    stream = Stream(format_of(response_class), response_class, call.kind)
    declared = _item_type(call, options)
    return Reply(
        status_code=status_code,
        adapter=_adapter(function, stream.format.item_type(declared)),
        response_class=response_class,
        dump=dump_of(options),
        documented_class=response_class,
        stream=stream,
    )


def check_stream(function: Callable[..., Any], options: Mapping[str, Any]) -> None:
    """Refuse an endpoint that yields and names, itself, a class that cannot stream."""
    if not kind_of(function).yields:
        return
    own = given(options)
    model, response_class = own.get("response_model"), own.get("response_class")
    if model is not None:
        warn_user(
            f"{place(function)} yields and has the response model {model!r}, which describes what "
            "an endpoint returns, so that items are sent as they are. Annotate what it yields: "
            "`-> AsyncIterable[Item]`, or `-> Iterable[Item]` for `def`.",
            UserWarning,
        )
    if response_class is not None and streaming_class(response_class) is None:
        raise DeclarationError(
            f"{place(function)} yields, and its response class {response_class.__name__} needs the "
            "whole answer at once. Use StreamingResponse, EventSourceResponse or a subclass; "
            "without a response class every item becomes a line of JSON."
        )


def _item_type(call: Call, options: Mapping[str, Any]) -> Any:
    """Return T where a function is annotated with an iterable of T, else NoneType.

    A response model of whatever kind switches that off.
    """
    annotation = return_type(call.function, call.returns)
    if "response_model" in options or (get_origin(annotation) or annotation) not in _ITERABLES:
        return type(None)
    return next(iter(get_args(annotation)), Any)


def _status_code(
    function: Callable[..., Any], options: Mapping[str, Any], response_class: type[Response] | None
) -> int:
    """Return the status code of an operation; without one, that of its response class."""
    status_code = options.get("status_code", _own_status(response_class))
    if not isinstance(status_code, int) or status_code not in range(100, 600):
        kind = "from 100 to 599" if isinstance(status_code, int) else "an integer"
        raise DeclarationError(
            f"{place(function)} has the status code {status_code!r}. It must be {kind}."
        )
    return int(status_code)


def _own_status(response_class: type[Response] | None) -> int:
    """Return the status that a response class has by default: 307 for a redirect."""
    if response_class is None:
        return 200
    parameters = inspect.signature(response_class).parameters
    own = getattr(parameters.get("status_code"), "default", None)
    return own if isinstance(own, int) else 200


def dump_of(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return how an operation serialises what its response model validated."""
    dump = {name: options[option] for name, option in _DUMP.items() if option in options}
    dump.setdefault("by_alias", True)
    for name in ("include", "exclude"):
        if isinstance(dump.get(name), (list, tuple)):
            dump[name] = set(dump[name])
    return dump


def _adapter(function: Callable[..., Any], model: Any) -> Adapter | None:
    """Return the adapter of what an operation answers with; None where there is no model."""
    if model is EMPTY or model is None or model is type(None):
        return None
    if is_pydantic_v1(model):
        raise PydanticV1NotSupportedError(
            f"{place(function)} returns {model.__name__}, a model of pydantic.v1. Import BaseModel "
            "from pydantic."
        )
    try:
        return adapter_of(*split(model))
    except AdapterError as error:
        raise EtudeError(
            f"{place(function)} has the response type {model!r}, which Pydantic cannot read "
            f"({str(error).splitlines()[0]}). Use a type that it knows, or say "
            "response_model=None."
        ) from error


def plan_further(function: Callable[..., Any], key: int | str, extra: Any) -> FurtherResponse:
    """Plan a response that an operation documents besides its own."""
    if not isinstance(extra, Mapping):
        raise DeclarationError(
            f"{place(function)} describes the response {key!r} by {extra!r}. Describe it by a dict, "
            'for example {"description": "Not found"}.'
        )
    name = "default" if str(key).lower() == "default" else str(key).upper()
    if name != "default" and not _KEY.fullmatch(name):
        raise ValueError(
            f"{place(function)} describes a response {key!r}. Use a status code, a range like '4XX', "
            "or 'default'."
        )
    adapter = _adapter(function, extra.get("model"))
    if adapter is not None and name.isdigit() and not allows_body(int(name)):
        raise DeclarationError(
            f"{place(function)} gives the response {name} a model, and that status has no body. "
            "Remove the model."
        )
    described = {part: value for part, value in extra.items() if part != "model"}
    return FurtherResponse(name, described, adapter)
