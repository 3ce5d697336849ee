"""The calls of an operation, compiled into one coroutine function."""

from __future__ import annotations

import functools
from itertools import groupby
from typing import Any, Awaitable, Callable

from .._plan.model import Body, Call, CallableKind, Location, Operation
from ..concurrency import run_in_threadpool
from .context import INJECTORS, Context
from .validation import Gather, compile_body, compile_parameters

Run = Callable[[Context], Awaitable[Any]]
Invoke = Callable[..., Awaitable[Any]]

FAILED = object()
"""Stands for the result of a call that was not made, because its arguments are wrong."""


def compile_calls(operation: Operation) -> Run:
    """Return a function that makes all calls of an operation and returns the endpoint's result.

    It returns FAILED where the context's errors say why the endpoint was not called.
    """
    if len(operation.steps) == 1:
        return _compile_single(operation.call, operation.body)
    return _compile_steps(operation)


def _compile_single(call: Call, body: Body | None) -> Run:
    gathers, invoke = _compile_gathers(call, body), _compile_invoke(call)
    if not gathers:
        return _without_arguments(invoke)

    async def run(context: Context) -> Any:
        arguments: dict[str, Any] = {}
        for gather in gathers:
            gather(context, arguments)
        return FAILED if context.errors else await invoke(**arguments)

    return run


def _without_arguments(invoke: Invoke) -> Run:
    async def run(context: Context) -> Any:
        return await invoke()

    return run


def _compile_steps(operation: Operation) -> Run:
    rows = [
        (
            _compile_gathers(step.call, operation.body),
            _compile_invoke(step.call),
            step.inputs,
            step.after,
        )
        for step in operation.steps
    ]

    async def run(context: Context) -> Any:
        results: list[Any] = []
        for gathers, invoke, inputs, after in rows:
            errors_before = len(context.errors)
            arguments: dict[str, Any] = {}
            for gather in gathers:
                gather(context, arguments)
            if len(context.errors) > errors_before or any(
                results[number] is FAILED for number in after
            ):
                results.append(FAILED)
                continue
            for name, number in inputs:
                arguments[name] = results[number]
            results.append(await invoke(**arguments))
        return results[-1]

    return run


def _compile_invoke(call: Call) -> Invoke:
    if call.kind is CallableKind.coroutine:
        return call.function
    return functools.partial(run_in_threadpool, call.function)


def _compile_gathers(call: Call, body: Body | None) -> list[Gather]:
    gathers = []
    for location, group in groupby(call.fields, key=lambda field: field.location):
        fields = list(group)
        if location is Location.body and body is not None:
            gathers.append(compile_body(body, fields))
        else:
            gathers.append(compile_parameters(location, fields))
    if call.injections:
        gathers.append(_compile_injections(call))
    return gathers


def _compile_injections(call: Call) -> Gather:
    rows = [(injection.name, INJECTORS[injection.what]) for injection in call.injections]

    def gather(context: Context, arguments: dict[str, Any]) -> None:
        for name, make in rows:
            arguments[name] = make(context)

    return gather
