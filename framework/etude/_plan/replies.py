"""What becomes of the value that an endpoint returns."""

from __future__ import annotations

import inspect
from typing import Any, Callable, Mapping

from starlette.responses import Response

from .._http import allows_body
from .._pydantic import Adapter, AdapterError, adapter_of, is_pydantic_v1
from ..exceptions import DeclarationError, EtudeError, PydanticV1NotSupportedError
from .model import Reply
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
    adapter = _adapter(function, model)
    status_code = _status_code(function, options)
    if adapter is not None and not allows_body(status_code):
        raise DeclarationError(
            f"{place(function)} answers with status {status_code}, which has no body, and has a "
            "response model. Remove the model, or choose another status."
        )
    return Reply(
        status_code=status_code,
        adapter=adapter,
        response_class=options.get("response_class"),
        dump=_dump(options),
    )


def _status_code(function: Callable[..., Any], options: Mapping[str, Any]) -> int:
    status_code = options.get("status_code") or _own_status(options.get("response_class"))
    if not isinstance(status_code, int):
        raise DeclarationError(
            f"{place(function)} has the status code {status_code!r}. It must be an integer."
        )
    return int(status_code)


def _own_status(response_class: type[Response] | None) -> int:
    """Return the status that a response class has by default: 307 for a redirect."""
    if response_class is None:
        return 200
    parameter = inspect.signature(response_class).parameters.get("status_code")
    has_own = parameter is not None and isinstance(parameter.default, int)
    return parameter.default if parameter is not None and has_own else 200


def _dump(options: Mapping[str, Any]) -> dict[str, Any]:
    dump = {new: options[old] for old, new in _DUMP_OPTIONS.items() if old in options}
    dump.setdefault("by_alias", True)
    for name in ("include", "exclude"):
        if isinstance(dump.get(name), (list, tuple)):
            dump[name] = set(dump[name])
    return dump


def _adapter(function: Callable[..., Any], model: Any) -> Adapter | None:
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
