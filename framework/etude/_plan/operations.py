"""Puts the calls, the body and the reply of an operation together."""

from __future__ import annotations

from typing import AbstractSet, Any, Callable, Mapping, Sequence

from .. import params
from ..exceptions import DeclarationError
from .bodies import plan_body
from .calls import Planner, order
from .model import Call, Location, Operation, Plan, _fields
from .replies import plan_further_responses, plan_reply
from .signature import place
from .streams import plan_stream


def plan_operation(
    endpoint: Callable[..., Any],
    path_names: AbstractSet[str],
    options: Mapping[str, Any],
    overrides: Mapping[Callable[..., Any], Callable[..., Any]] | None = None,
) -> Operation:
    """Plan an endpoint under a path with the names in braces and with its options.

    `overrides` says what to call in the place of dependencies.
    """
    call = Planner(path_names, overrides or {}).plan(endpoint, options.get("dependencies", ()))
    return operation_of(call, endpoint, options)


PLANNED_OPTIONS = frozenset(
    {"dependencies", "responses", "response_class", "form_limits", "strict_content_type"}
)
"""The options of an outer layer that a plan depends on."""


def extend_operation(
    operation: Operation,
    before: Sequence[params.Depends],
    path_names: AbstractSet[str],
    options: Mapping[str, Any],
) -> Operation:
    """Plan an operation that is planned already with further dependencies and other options."""
    call = Planner(path_names).precede(operation.call, before)
    return operation_of(call, call.function, options)


def operation_of(call: Call, endpoint: Callable[..., Any], options: Mapping[str, Any]) -> Operation:
    """Plan the body and the reply of calls that are planned already."""
    return Operation(
        call=call,
        steps=order(call),
        body=plan_body(_fields(call), endpoint, options),
        reply=plan_stream(endpoint, options) or plan_reply(endpoint, options),
        further_responses=plan_further_responses(endpoint, options.get("responses", {})),
    )


def check_paths(operation: Plan, path_names: AbstractSet[str]) -> None:
    """Refuse a path parameter that the whole path does not have."""
    for step in operation.steps:
        for alias in _path_aliases(step.call):
            if alias not in path_names:
                raise DeclarationError(
                    f"{place(step.call.function)} declares the path parameter `{alias}`, and the "
                    f"path has no {{{alias}}}. Add it to the path, or use another marker."
                )


def _path_aliases(call: Call) -> list[str]:
    own = [field for field in call.fields if field.location is Location.path]
    return [part.alias for field in own for part in field.parts]
