"""Puts the calls, the body and the reply of an endpoint together."""

from __future__ import annotations

from dataclasses import replace
from typing import AbstractSet, Any, Callable, Mapping, Sequence

from .. import params
from .._warn import warn_user
from .bodies import plan_body
from .calls import Planner, order
from .model import Call, CallableKind, Location, Operation, Plan, Protocol
from .raised import plan_raised
from .replies import plan_further, plan_reply, plan_stream
from .signature import is_coroutine, place
from .styles import query_names

Overrides = Mapping[Callable[..., Any], Callable[..., Any]]
"""What to call in the place of dependencies."""

PLANNED_OPTIONS = frozenset(
    {
        "dependencies",
        "responses",
        "raises",
        "response_class",
        "forbid_extra_query",
        "form_limits",
        "max_body_size",
        "max_json_depth",
        "allow_inf_nan",
        "strict_content_type",
    }
)
"""The options of an outer layer that a plan depends on."""


def plan_operation(
    endpoint: Callable[..., Any],
    path_names: AbstractSet[str],
    options: Mapping[str, Any],
    overrides: Overrides | None = None,
) -> Operation:
    """Plan an endpoint under a path with the names in braces and with its options."""
    planner = Planner(frozenset(path_names), overrides or {})
    return operation_of(planner.plan(endpoint, options.get("dependencies", ())), options)


def extend_operation(
    operation: Operation,
    before: Sequence[params.Depends],
    path_names: AbstractSet[str],
    options: Mapping[str, Any],
) -> Operation:
    """Plan an operation that is planned already with further dependencies and other options."""
    return operation_of(Planner(frozenset(path_names)).precede(operation.call, before), options)


def operation_of(call: Call, options: Mapping[str, Any]) -> Operation:
    """Plan the body and the reply of calls that are planned already."""
    endpoint, further = call.function, options.get("responses", {})
    return Operation(
        **_of_calls(call, options),
        reply=plan_stream(call, options) or plan_reply(call, options),
        further_responses=tuple(plan_further(endpoint, *row) for row in further.items()),
    )


def _of_calls(call: Call, options: Mapping[str, Any]) -> dict[str, Any]:
    """Plan what every endpoint has."""
    fields, is_closed = call.all_fields(), options.get("forbid_extra_query", False)
    return {
        "call": call,
        "steps": order(call),
        "body": plan_body(fields, call.function, options),
        "raised": plan_raised(call, options),
        "query_names": query_names(call, fields) if is_closed else None,
    }


def plan_websocket(
    endpoint: Callable[..., Any],
    path_names: AbstractSet[str],
    options: Mapping[str, Any],
    overrides: Overrides | None = None,
) -> Plan:
    """Plan a WebSocket endpoint under a path with the names in braces."""
    if not is_coroutine(endpoint):
        warn_user(
            f"{place(endpoint)} serves a WebSocket and is no coroutine function. Unless it returns "
            "a coroutine, every connection fails: use `async def`, without `yield`.",
            UserWarning,
        )
    planner = Planner(frozenset(path_names), overrides or {}, protocol=Protocol.websocket)
    call = planner.plan(endpoint, options.get("dependencies", ()))
    return plan_of(replace(call, kind=CallableKind.coroutine), options)


def extend_websocket(
    plan: Plan, before: Sequence[params.Depends], options: Mapping[str, Any]
) -> Plan:
    """Plan an endpoint that is planned already with further dependencies and other options."""
    planner = Planner(plan.aliases(Location.path), protocol=Protocol.websocket)
    return plan_of(planner.precede(plan.call, before), options)


def plan_of(call: Call, options: Mapping[str, Any]) -> Plan:
    """Plan all but the reply of calls that are planned already."""
    return Plan(**_of_calls(call, options))
