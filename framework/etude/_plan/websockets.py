"""The plan of a WebSocket endpoint: its calls, without a body and without a reply."""

from __future__ import annotations

from typing import AbstractSet, Any, Callable, Mapping, Sequence

from .. import params
from .bodies import plan_body
from .callables import is_coroutine
from .calls import Planner, order
from .model import Call, Location, Plan, Protocol, _fields
from .signature import place


def plan_websocket(
    endpoint: Callable[..., Any],
    path_names: AbstractSet[str],
    dependencies: Sequence[params.Depends],
    overrides: Mapping[Callable[..., Any], Callable[..., Any]] | None = None,
) -> Plan:
    """Plan a WebSocket endpoint under a path with the names in braces.

    `overrides` says what to call in the place of dependencies.
    """
    if not is_coroutine(endpoint):
        raise TypeError(
            f"{place(endpoint)} serves a WebSocket and is no coroutine function, so that it cannot "
            "wait for messages. Declare it with `async def`."
        )
    planner = Planner(path_names, overrides or {}, protocol=Protocol.websocket)
    return _plan(planner.plan(endpoint, dependencies))


def extend_websocket(plan: Plan, before: Sequence[params.Depends]) -> Plan:
    """Plan an endpoint that is planned already with further dependencies."""
    planner = Planner(plan.aliases(Location.path), protocol=Protocol.websocket)
    return _plan(planner.precede(plan.call, before))


def _plan(call: Call) -> Plan:
    return Plan(call, order(call), plan_body(_fields(call), call.function, {}))
