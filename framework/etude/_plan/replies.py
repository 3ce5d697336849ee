"""What becomes of the value that an endpoint returns."""

from __future__ import annotations

import inspect
import re
from typing import Any, Callable, Mapping

from starlette.responses import JSONResponse, Response

from .._http import allows_body
from .._pydantic import Adapter, AdapterError, adapter_of, is_pydantic_v1
from ..exceptions import DeclarationError, EtudeError, PydanticV1NotSupportedError
from .model import FurtherResponse, Reply
from .signature import EMPTY, place, return_type, split

_DUMP_OPTIONS = {
    "response_model_include": "include",
    "response_model_exclude": "exclude",
    "response_model_by_alias": "by_alias",
    "response_model_exclude_unset": "exclude_unset",
    "response_model_exclude_defaults": "exclude_defaults",
    "response_model_exclude_none": "exclude_none",
}


def plan_reply(function: Callable[..., Any], options: Mapping[str, Any]) -> Reply:
    """Plan the answer of an operation from its options and its return annotation."""
    annotation = return_type(function)
    is_response = isinstance(annotation, type) and issubclass(annotation, Response)
    model = options.get("response_model", None if is_response else annotation)
    adapter = adapter_for(function, model)
    response_class = options.get("response_class")
    status_code = status_code_of(function, options, response_class)
    if adapter is not None and not allows_body(status_code):
        raise DeclarationError(
            f"{place(function)} answers with status {status_code}, which has no body, and has a "
            "response model. Remove the model, or choose another status."
        )
    is_silent = adapter is None and response_class is None
    is_shown = is_silent and is_response and annotation.media_type is not None
    return Reply(
        status_code=status_code,
        adapter=adapter,
        response_class=None if response_class is JSONResponse else response_class,
        dump=dump_of(options),
        annotated_class=annotation if is_shown else None,
    )


def status_code_of(
    function: Callable[..., Any], options: Mapping[str, Any], response_class: type[Response] | None
) -> int:
    """Return the status code of an operation; without one, that of its response class."""
    status_code = options.get("status_code", _own_status(response_class))
    if not isinstance(status_code, int):
        raise DeclarationError(
            f"{place(function)} has the status code {status_code!r}. It must be an integer."
        )
    if status_code not in range(100, 600):
        raise DeclarationError(
            f"{place(function)} has the status code {status_code!r}. It must be from 100 to 599."
        )
    return int(status_code)


def _own_status(response_class: type[Response] | None) -> int:
    """Return the status that a response class has by default: 307 for a redirect."""
    if response_class is None:
        return 200
    parameter = inspect.signature(response_class).parameters.get("status_code")
    has_own = parameter is not None and isinstance(parameter.default, int)
    return parameter.default if parameter is not None and has_own else 200


def dump_of(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return how an operation serialises what its response model validated."""
    dump = {new: options[old] for old, new in _DUMP_OPTIONS.items() if old in options}
    dump.setdefault("by_alias", True)
    for name in ("include", "exclude"):
        if isinstance(dump.get(name), (list, tuple)):
            dump[name] = set(dump[name])
    return dump


def adapter_for(function: Callable[..., Any], model: Any) -> Adapter | None:
    """Return the adapter of what an operation answers with; None where there is no model."""
    if model is EMPTY or model is None or model is type(None):
        return None
    if is_pydantic_v1(model):
        raise PydanticV1NotSupportedError(
            f"{place(function)} returns {model.__name__}, a model of pydantic.v1. Import BaseModel "
            "from pydantic."
        )
    type_, metadata = split(model)
    try:
        return adapter_of(type_, metadata)
    except AdapterError as error:
        raise EtudeError(
            f"{place(function)} has the response type {model!r}, which Pydantic cannot read "
            f"({str(error).splitlines()[0]}). Use a type that it knows, or say "
            "response_model=None."
        ) from error


_KEY = re.compile(r"[1-5]XX|[0-9]+")


def plan_further_responses(
    function: Callable[..., Any], responses: Mapping[int | str, Any]
) -> tuple[FurtherResponse, ...]:
    """Plan the responses that an operation documents besides its own."""
    return tuple(_further(function, key, extra) for key, extra in responses.items())


def _further(function: Callable[..., Any], key: int | str, extra: Any) -> FurtherResponse:
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
    adapter = adapter_for(function, extra.get("model"))
    if adapter is not None and name.isdigit() and not allows_body(int(name)):
        raise DeclarationError(
            f"{place(function)} gives the response {name} a model, and that status has no body. "
            "Remove the model."
        )
    described = {part: value for part, value in extra.items() if part != "model"}
    return FurtherResponse(name, described, adapter)
