"""The calls of an operation, compiled into one coroutine function."""

from __future__ import annotations

import contextlib
from contextlib import asynccontextmanager, contextmanager
from itertools import groupby
from typing import Any, AsyncContextManager, Awaitable, Callable

from pydantic_core import ValidationError

from .._plan.model import Call, CallableKind, Lifetime, Plan, Step
from .._plan.signature import faces
from .._pydantic import errors_of
from ..concurrency import contextmanager_in_threadpool, run_in_threadpool
from ..exceptions import EndpointContext, RequestValidationError
from .bodies import parse_json
from .context import ABSENT, INJECTORS, Context
from .observing import Observer
from .validation import Gather, compile_gather, distinct_errors

Run = Callable[[Context], Awaitable[Any]]
Invoke = Callable[[Context, "dict[str, Any]"], Awaitable[Any]]
"""Calls something with validated arguments."""
Invalid = Callable[[Context, EndpointContext], Exception]
"""Makes the exception for a request that does not fit."""

FAILED = object()
"""Stands for the result of a call that was not made, because its arguments are wrong."""


def compile_calls(
    operation: Plan,
    where: EndpointContext,
    invalid: Invalid | None = None,
    observer: Observer | None = None,
) -> Run:
    """Return a function that makes all calls of a plan and returns the endpoint's result.

    For a request that does not fit it raises what `invalid` makes, by default a
    RequestValidationError.
    """
    is_single = len(operation.steps) == 1 and operation.call.kind is not CallableKind.model
    compile_ = _compile_single if is_single else _compile_steps
    run = compile_(operation, where, invalid or _invalid, observer)
    return run if observer is None else observer.calling(run)


def _invalid(context: Context, where: EndpointContext) -> Exception:
    errors, body = distinct_errors(context), body_of(context)
    return RequestValidationError(errors, body=body, endpoint_ctx=where)


def body_of(context: Context) -> Any:
    """Return the body of a request as it was read; None without one."""
    if context.validated_body is not ABSENT and context.raw_body is not None:
        return parse_json(context.raw_body)
    return None if context.body is ABSENT else context.body


def _compile_single(
    operation: Plan, where: EndpointContext, invalid: Invalid, observer: Observer | None
) -> Run:
    (step,) = operation.steps
    gathers, invoke = _compile_step(step, operation, observer)

    def run(context: Context) -> Awaitable[Any]:
        arguments: dict[str, Any] = {}
        for gather in gathers:
            gather(context, arguments)
        if context.errors:
            raise invalid(context, where)
        return invoke(context, arguments)

    return run


def _compile_steps(
    operation: Plan, where: EndpointContext, invalid: Invalid, observer: Observer | None
) -> Run:
    *before, endpoint = operation.steps
    rows = [
        (*_compile_step(step, operation, seen_by), step.inputs, step.after)
        for step, seen_by in (*((step, None) for step in before), (endpoint, observer))
    ]

    async def run(context: Context) -> Any:
        errors = context.errors
        results: list[Any] = []
        for gathers, invoke, inputs, after in rows:
            errors_before = len(errors)
            arguments: dict[str, Any] = {}
            for gather in gathers:
                gather(context, arguments)
            if errors and (len(errors) > errors_before or _failed(results, after)):
                results.append(FAILED)
                continue
            for name, number in inputs:
                arguments[name] = results[number]
            results.append(await invoke(context, arguments))
        if errors:
            raise invalid(context, where)
        return results[-1]

    return run


def _compile_step(
    step: Step, operation: Plan, observer: Observer | None
) -> tuple[list[Gather], Invoke]:
    gathers, invoke = _compile_gathers(step.call, operation), _compile_invoke(step)
    if observer is None:
        return gathers, invoke
    return [observer.taking, *gathers], observer.invoking(invoke)


def _failed(results: list[Any], numbers: tuple[int, ...]) -> bool:
    return any(results[number] is FAILED for number in numbers)


# How each kind of callable is called


def _compile_invoke(step: Step) -> Invoke:
    kind = step.call.kind
    if step.lifetime is None and kind in (CallableKind.generator, CallableKind.async_generator):
        return _compile_stream(step.call.function)
    if kind is CallableKind.model:
        invoke = _compile_model(step.call)
    else:
        invoke = _INVOKES[kind](step.call.function, step.lifetime)
    return invoke if step.limit is None else _compile_limited(invoke, step.limit, step.lifetime)


def _compile_limited(
    invoke: Invoke, limit: Callable[[], AsyncContextManager[Any]], lifetime: Lifetime | None
) -> Invoke:
    async def invoke_alone(context: Context, arguments: dict[str, Any]) -> Any:
        async with limit():
            return await invoke(context, arguments)

    async def invoke_and_stay(context: Context, arguments: dict[str, Any]) -> Any:
        await context.stack(lifetime).enter_async_context(limit())
        return await invoke(context, arguments)

    return invoke_alone if lifetime is None else invoke_and_stay


def _compile_stream(function: Callable[..., Any]) -> Invoke:
    """Compile an endpoint that yields: calling it makes a generator and runs nothing yet."""

    async def invoke(context: Context, arguments: dict[str, Any]) -> Any:
        return function(**arguments)

    return invoke


def _compile_coroutine(function: Callable[..., Any], lifetime: Lifetime | None) -> Invoke:
    def invoke(context: Context, arguments: dict[str, Any]) -> Awaitable[Any]:
        result: Awaitable[Any] = function(**arguments)
        return result

    return invoke


def _compile_thread(function: Callable[..., Any], lifetime: Lifetime | None) -> Invoke:
    def invoke(context: Context, arguments: dict[str, Any]) -> Awaitable[Any]:
        return run_in_threadpool(function, **arguments)

    return invoke


def _compile_model(call: Call) -> Invoke:
    """Compile a model: what its own validators refuse is an error of the request."""
    call_in_thread = _compile_thread(call.function, None)
    locs = {field.name: field.loc for field in call.fields}
    of_all = tuple(field.location.value for field in call.fields[:1])

    async def invoke(context: Context, arguments: dict[str, Any]) -> Any:
        try:
            return await call_in_thread(context, arguments)
        except ValidationError as error:
            for entry in errors_of(error, ()):
                first, rest = entry["loc"][:1], entry["loc"][1:]
                found = locs.get(first[0], (*of_all, *first)) if first else of_all
                context.errors.append({**entry, "loc": (*found, *rest)})
            return FAILED

    return invoke


def _compile_generator(function: Callable[..., Any], lifetime: Lifetime | None) -> Invoke:
    make = _make_managers(function, contextmanager)

    def invoke(context: Context, arguments: dict[str, Any]) -> Awaitable[Any]:
        manager = contextmanager_in_threadpool(make(**arguments))
        return context.stack(lifetime).enter_async_context(manager)

    return invoke


def _compile_async_generator(function: Callable[..., Any], lifetime: Lifetime | None) -> Invoke:
    make = _make_managers(function, asynccontextmanager)

    def invoke(context: Context, arguments: dict[str, Any]) -> Awaitable[Any]:
        return context.stack(lifetime).enter_async_context(make(**arguments))

    return invoke


def _make_managers(
    function: Callable[..., Any], decorate: Callable[..., Any]
) -> Callable[..., Any]:
    """Decorate a generator function, unless its author did so already."""
    of_contextlib = vars(contextlib)
    is_decorated = any(
        getattr(face, "__globals__", None) is of_contextlib for face in faces(function)
    )
    return function if is_decorated else decorate(function)


_INVOKES: dict[CallableKind, Callable[[Callable[..., Any], Lifetime | None], Invoke]] = {
    CallableKind.coroutine: _compile_coroutine,
    CallableKind.thread: _compile_thread,
    CallableKind.generator: _compile_generator,
    CallableKind.async_generator: _compile_async_generator,
}


# What a call takes from the request


def _compile_gathers(call: Call, operation: Plan) -> list[Gather]:
    gathers = [
        compile_gather(location, list(group), operation)
        for location, group in groupby(call.fields, key=lambda field: field.location)
    ]
    if call.injections:
        gathers.append(_compile_injections(call))
    return gathers


def _compile_injections(call: Call) -> Gather:
    rows = [(injection.name, INJECTORS[injection.what]) for injection in call.injections]

    def gather(context: Context, arguments: dict[str, Any]) -> None:
        for name, make in rows:
            arguments[name] = make(context, call)

    return gather
