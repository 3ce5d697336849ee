"""The calls of an operation, compiled into one coroutine function."""

from __future__ import annotations

import contextlib
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from itertools import groupby
from typing import Any, AsyncContextManager, Awaitable, Callable

import anyio.to_thread
from pydantic_core import ValidationError

from .._plan.model import Call, CallableKind, Lifetime, Plan, Step
from .._plan.signature import faces, place
from .._pydantic import errors_of
from .._security import reader_of_scope
from ..concurrency import contextmanager_in_threadpool
from ..exceptions import EndpointContext, EtudeError, RequestValidationError
from .context import ABSENT, INJECTORS, Context, Invoke, Observer, Run
from .errors import parse_json
from .reading import compile_query_check
from .validation import Gather, compile_gather, distinct_errors

Invalid = Callable[[Context, EndpointContext], Exception]
"""Makes the exception for a request that does not fit."""

Begin = Callable[..., Awaitable[Any]]
"""Calls something with arguments by name."""

APP_DEPENDENCIES = "app_dependencies"
"""The attribute of an application where its AppDependencies are."""

FAILED = object()
"""Stands for the result of a call that was not made, because its arguments are wrong."""


def _invalid(context: Context, where: EndpointContext) -> Exception:
    error = RequestValidationError(distinct_errors(context), endpoint_ctx=where)
    del error.body  # until somebody asks for it
    error._read_body = partial(body_of, context)
    return error


def body_of(context: Context) -> Any:
    """Return the body of a request as it was read; None without one."""
    if context.body is not ABSENT:
        return context.body
    return parse_json(context.raw_body) if context.raw_body else None


def compile_calls(
    plan: Plan,
    where: EndpointContext,
    invalid: Invalid = _invalid,
    observer: Observer | None = None,
) -> Run:
    """Return a function that makes all calls of a plan and returns the endpoint's result.

    For a request that does not fit it raises what `invalid` makes, by default a
    RequestValidationError.
    """
    call = _compile_call(plan.steps[-1]) if len(plan.steps) == 1 else None
    if call is not None and observer is None:
        return _compile_single(plan, call, where, invalid)
    run = _compile_steps(plan, where, invalid, observer)
    return run if observer is None else observer.calling(run)


def compile_simple_call(plan: Plan) -> Callable[[], Awaitable[Any]] | None:
    """Return a call that needs nothing of the request, or None where the plan has no such call."""
    is_simple = len(plan.steps) == 1 and not _compile_gathers(plan.call, plan)
    return _compile_call(plan.steps[-1]) if is_simple else None


def _compile_single(plan: Plan, call: Begin, where: EndpointContext, invalid: Invalid) -> Run:
    gathers = _compile_gathers(plan.call, plan)

    def run(context: Context) -> Awaitable[Any]:
        arguments: dict[str, Any] = {}
        for gather in gathers:
            gather(context, arguments)
        if context.errors:
            raise invalid(context, where)
        return call(**arguments)

    return run


def _compile_steps(
    plan: Plan, where: EndpointContext, invalid: Invalid, observer: Observer | None
) -> Run:
    last = plan.steps[-1]
    rows = [
        (*_compile_step(step, plan, observer if step is last else None), step.inputs, step.after)
        for step in plan.steps
    ]

    async def run(context: Context) -> Any:
        errors = context.errors
        results: list[Any] = []
        for gathers, call, invoke, inputs, after in rows:
            errors_before = len(errors)
            arguments: dict[str, Any] = {}
            for gather in gathers:
                gather(context, arguments)
            if errors and (
                len(errors) > errors_before or any(results[number] is FAILED for number in after)
            ):
                results.append(FAILED)
                continue
            for name, number in inputs:
                arguments[name] = results[number]
            result = invoke(context, arguments) if call is None else call(**arguments)
            results.append(await result)
        if errors:
            raise invalid(context, where)
        return results[-1]

    return run


def _compile_step(
    step: Step, plan: Plan, observer: Observer | None
) -> tuple[list[Gather], Begin | None, Invoke]:
    """Return what takes the arguments, a call with these alone or None, and one in the context."""
    if step.lifetime is Lifetime.app:
        return [], None, _compile_shared(step.call)
    read = reader_of_scope(step.call.function)
    if read is not None and step.limit is None and observer is None:
        return [], None, _compile_reading(read)
    gathers, invoke = _compile_gathers(step.call, plan), compile_invoke(step)
    if observer is None:
        return gathers, _compile_call(step), invoke
    return [observer.taking, *gathers], None, observer.invoking(invoke)


# How each kind of callable is called


def _in_thread(function: Callable[..., Any]) -> Begin:
    return lambda **arguments: anyio.to_thread.run_sync(partial(function, **arguments))


def _starting(function: Callable[..., Any]) -> Begin:
    """Compile an endpoint that yields: calling it makes a generator and runs nothing yet."""

    async def start(**arguments: Any) -> Any:
        return function(**arguments)

    return start


_CALLS: dict[CallableKind, Callable[[Callable[..., Any]], Begin]] = {
    CallableKind.coroutine: lambda function: function,
    CallableKind.thread: _in_thread,
    CallableKind.generator: _starting,
    CallableKind.async_generator: _starting,
}
"""How a callable is called whose arguments, and nothing else, are of the request."""


def _compile_call(step: Step) -> Begin | None:
    """Return how to call something with its arguments, or None where that takes the context too."""
    needs_context = step.lifetime or step.limit or step.call.kind is CallableKind.model
    return None if needs_context else _CALLS[step.call.kind](step.call.function)


def compile_invoke(step: Step) -> Invoke:
    if step.lifetime is not None:
        invoke = _compile_yielding(step.call, step.lifetime)
    elif step.call.kind is CallableKind.model:
        invoke = _compile_model(step.call)
    else:
        invoke = _without_context(_CALLS[step.call.kind](step.call.function))
    return invoke if step.limit is None else _compile_limited(invoke, step.limit, step.lifetime)


def _compile_shared(call: Call) -> Invoke:
    """Compile what the application makes once for all requests."""

    async def invoke(context: Context, arguments: dict[str, Any]) -> Any:
        app = context.scope.get("app")
        if not hasattr(app, APP_DEPENDENCIES):
            raise EtudeError(
                f"{place(call.function)} has scope='app', and what serves is no application that "
                "makes such dependencies. Include the router in an Etude()."
            )
        return await getattr(app, APP_DEPENDENCIES).value_of(call)

    return invoke


def _compile_reading(read: Callable[[Any], Any]) -> Invoke:
    """Compile a security scheme that needs no request object."""

    async def invoke(context: Context, arguments: dict[str, Any]) -> Any:
        return read(context.scope)

    return invoke


def _without_context(call: Begin) -> Invoke:
    return lambda context, arguments: call(**arguments)


def _compile_yielding(call: Call, lifetime: Lifetime) -> Invoke:
    """Compile a dependency that yields: it is entered now, and left when its lifetime ends."""
    function, is_async = call.function, call.kind is CallableKind.async_generator
    if is_async and not _is_decorated(function):
        return _compile_async_generator(function, lifetime)
    make = function if _is_decorated(function) else contextmanager(function)

    def invoke(context: Context, arguments: dict[str, Any]) -> Awaitable[Any]:
        manager = make(**arguments)
        entered: Any = manager if is_async else contextmanager_in_threadpool(manager)
        return context.stack(lifetime).enter_async_context(entered)

    return invoke


def _is_decorated(function: Callable[..., Any]) -> bool:
    """Tell whether its author made a generator function a function that makes context managers."""
    of_contextlib = vars(contextlib)
    return any(getattr(face, "__globals__", None) is of_contextlib for face in faces(function))


def _compile_async_generator(function: Callable[..., Any], lifetime: Lifetime) -> Invoke:
    async def invoke(context: Context, arguments: dict[str, Any]) -> Any:
        generator = function(**arguments)
        try:
            value = await generator.__anext__()
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None
        context.stack(lifetime).push_async_exit(partial(_leave, generator))
        return value

    return invoke


async def _leave(generator: Any, *error: Any) -> bool | None:
    """Run what stands behind the `yield` of a generator, as `asynccontextmanager` does.

    That costs less without its object, which therefore is made only after an exception.
    """
    if error[1] is not None:
        return await asynccontextmanager(lambda: generator)().__aexit__(*error)
    try:
        await generator.__anext__()
    except StopAsyncIteration:
        return None
    await generator.aclose()
    raise RuntimeError("generator didn't stop")


def _compile_model(call: Call) -> Invoke:
    """Compile a model: what its own validators refuse is an error of the request.

    Where a default is made of the other values, the model is left to make it.
    """
    make = _in_thread(call.function)
    locs = {field.name: field.loc for field in call.fields}
    of_all = tuple(field.location.value for field in call.fields[:1])
    left_out = {type(field.default) for field in call.fields if repr(field.default) == "<factory>"}

    async def invoke(context: Context, arguments: dict[str, Any]) -> Any:
        given = {
            name: arguments[name] for name in arguments if type(arguments[name]) not in left_out
        }
        try:
            return await make(**given)
        except ValidationError as error:
            for entry in errors_of(error, ()):
                first, rest = entry["loc"][:1], entry["loc"][1:]
                found = locs.get(first[0], (*of_all, *first)) if first else of_all
                context.errors.append({**entry, "loc": (*found, *rest)})
            return FAILED

    return invoke


def _compile_limited(
    invoke: Invoke, limit: Callable[[], AsyncContextManager[Any]], lifetime: Lifetime | None
) -> Invoke:
    """Let only some call at the same time, and stay as long as what is called lives."""

    async def invoke_limited(context: Context, arguments: dict[str, Any]) -> Any:
        if lifetime is not None:
            await context.stack(lifetime).enter_async_context(limit())
            return await invoke(context, arguments)
        async with limit():
            return await invoke(context, arguments)

    return invoke_limited


# What a call takes from the request


def _compile_gathers(call: Call, plan: Plan) -> list[Gather]:
    gathers = [
        compile_gather(location, list(group), plan)
        for location, group in groupby(call.fields, key=lambda field: field.location)
    ]
    if call.injections:
        gathers.append(_compile_injections(call))
    if call is plan.call and plan.query_names is not None:
        gathers.append(compile_query_check(plan))
    return gathers


def _compile_injections(call: Call) -> Gather:
    rows = [(injection.name, INJECTORS[injection.what]) for injection in call.injections]

    def gather(context: Context, arguments: dict[str, Any]) -> None:
        for name, make in rows:
            arguments[name] = make(context, call)

    return gather
