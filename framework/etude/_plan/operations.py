"""Puts the calls, the body and the reply of an operation together."""

from __future__ import annotations

from typing import AbstractSet, Any, Callable, Mapping

from .bodies import plan_body
from .calls import order, plan_call
from .model import Operation, _fields
from .replies import plan_reply


def plan_operation(
    endpoint: Callable[..., Any], path_names: AbstractSet[str], options: Mapping[str, Any]
) -> Operation:
    """Plan an endpoint under a path with the names in braces and with its options."""
    call = plan_call(endpoint, path_names, options.get("dependencies", ()))
    return Operation(
        call=call,
        steps=order(call),
        body=plan_body(_fields(call)),
        reply=plan_reply(endpoint, options),
    )
