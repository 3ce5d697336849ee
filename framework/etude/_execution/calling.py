"""The calls of an operation, compiled into one coroutine function."""

from __future__ import annotations

import contextlib
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from itertools import groupby
from typing import Any, AsyncContextManager, Awaitable, Callable

from pydantic_core import ValidationError
from starlette.datastructures import FormData

from .._anyio import Patience, run_in_thread
from .._plan.model import Call, CallableKind, Lifetime, Plan, Step
from .._plan.signature import faces, place
from .._pydantic import errors_of
from .._security import reader_of_scope
from ..concurrency import contextmanager_in_threadpool
from ..exceptions import EndpointContext, EtudeError, RequestValidationError
from .context import ABSENT, INJECTORS, Context, Invoke, Observer, Run
from .errors import parse_json, refusals_in_json
from .reading import compile_query_check
from .source import Source, expression_of
from .validation import ARGUMENTS, distinct_errors, takes_members, write_arguments

Invalid = Callable[[Context, EndpointContext], Exception]
"""Makes the exception for a request that does not fit."""

Begin = Callable[..., Awaitable[Any]]
"""Calls something with arguments by name."""

APP_DEPENDENCIES = "app_dependencies"
"""The attribute of an application where its AppDependencies are."""

FAILED = object()
"""Stands for the result of a call that was not made, because its arguments are wrong."""


def _invalid(context: Context, where: EndpointContext) -> Exception:
    return RequestValidationError._of(_Received(context), where)


class _Received:
    """What came of a request that does not fit, for those who ask."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def errors(self) -> list[dict[str, Any]]:
        return distinct_errors(self._context)

    def errors_in_json(self) -> str | None:
        if self._context.raw_size or isinstance(self._context.body, FormData):
            return None
        return refusals_in_json(self._context.errors)

    def body(self) -> Any:
        return body_of(self._context)


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
    source = Source()
    source.add(f"return {write_calls(source, plan, where, invalid, observer)}")
    run: Run = source.function("async def written(context)")
    return run if observer is None else observer.calling(run)


def write_calls(
    source: Source,
    plan: Plan,
    where: EndpointContext,
    invalid: Invalid = _invalid,
    observer: Observer | None = None,
) -> str:
    """Write what `compile_calls` compiles, and return the expression of the endpoint's result."""
    *before, last = plan.steps
    if not needs_context(plan):
        return f"await {_write_call(source, 0, last, plan, observer)}"
    source.add("errors = context.errors")
    for number, step in enumerate(before):
        _write_step(source, number, step, plan)
    call = f"await {_write_call(source, len(before), last, plan, observer)}"
    refusal = (source.name(invalid, "invalid"), source.name(where, "where"))
    refuse = ("if errors:", "    raise {}(context, {})".format(*refusal))
    if last.call.kind is not CallableKind.model:
        source.add(*refuse)
        return call
    source.add(f"result = {call}", *refuse)  # of its own validators
    return "result"


def needs_context(plan: Plan) -> bool:
    """Tell whether the calls of a plan need anything of the request."""
    call, is_model = plan.call, plan.call.kind is CallableKind.model
    takes = call.fields or call.injections or plan.query_names is not None
    return bool(is_model or takes or len(plan.steps) > 1)


def _write_step(source: Source, number: int, step: Step, plan: Plan) -> None:
    """Write a call whose result later ones may take; FAILED stands for that of a call not made."""
    result, read = f"result_{number}", reader_of_scope(step.call.function)
    if step.lifetime is Lifetime.app:
        shared = source.name(_compile_shared(step.call), "shared")
        source.add(f"{result} = await {shared}(context)")
        return
    if read is not None and step.limit is None:
        source.add(f"{result} = {source.name(read, 'read')}(context.scope)")
        return
    if step.call.fields:
        source.add("found = len(errors)")
    call = _write_call(source, number, step, plan)
    making = [f"{result} = await {call}"]
    if _is_generator(step):
        making = _entering(source, call, step.lifetime, result)
    failed = source.name(FAILED, "failed")
    faults = [f"result_{earlier} is {failed}" for earlier in step.after]
    faults += ["len(errors) > found"] if step.call.fields else []
    if faults:
        source.add(f"if errors and ({' or '.join(faults)}):", f"    {result} = {failed}", "else:")
        making = [f"    {line}" for line in making]
    source.add(*making)


def _write_call(
    source: Source, number: int, step: Step, plan: Plan, observer: Observer | None = None
) -> str:
    """Write what a call takes, and return the expression that is the call itself."""
    begin = _compile_call(step) if observer is None else None
    takes_dict = begin is None or takes_members(step.call, plan)
    target = ARGUMENTS if takes_dict else f"{{}}_{number}"
    if takes_dict:
        source.add("arguments = {}")
    if observer is not None:
        source.add(f"{source.name(observer.taking, 'taking')}(context, arguments)")
    names = _write_taking(source, step.call, plan, target)
    if not takes_dict:
        arguments = {name: target.format(name) for name in names}
        arguments.update((name, f"result_{earlier}") for name, earlier in step.inputs)
        return expression_of(source.name(begin, "call"), arguments)
    source.add(*(f"{target.format(name)} = result_{earlier}" for name, earlier in step.inputs))
    if begin is not None:
        return f"{source.name(begin, 'call')}(**arguments)"
    invoke = compile_invoke(step)
    invoke = invoke if observer is None else observer.invoking(invoke)
    return f"{source.name(invoke, 'invoke')}(context, arguments)"


def _write_taking(source: Source, call: Call, plan: Plan, target: str) -> list[str]:
    """Write what a call takes from the request, and return the names of the arguments."""
    for location, fields in groupby(call.fields, key=lambda field: field.location):
        write_arguments(source, location, list(fields), plan, target)
    for injection in call.injections:
        inject = source.name(INJECTORS[injection.what], "inject")
        source.add(
            f"{target.format(injection.name)} = {inject}(context, {source.name(call, 'taker')})"
        )
    if call is plan.call and plan.query_names is not None:
        source.add(f"{source.name(compile_query_check(plan), 'check')}(context)")
    return [field.name for field in call.fields] + [each.name for each in call.injections]


# How each kind of callable is called


def _in_thread(function: Callable[..., Any]) -> Begin:
    patience = Patience()
    return lambda **arguments: run_in_thread(partial(function, **arguments), patience)


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
    if _is_generator(step):
        return step.call.function
    takes_more = step.lifetime or step.limit or step.call.kind is CallableKind.model
    return None if takes_more else _CALLS[step.call.kind](step.call.function)


def _is_generator(step: Step) -> bool:
    """Tell whether a step makes an asynchronous generator, to be run up to its `yield`."""
    is_entered = step.lifetime in (Lifetime.request, Lifetime.function) and step.limit is None
    is_async = step.call.kind is CallableKind.async_generator
    return is_entered and is_async and not _is_decorated(step.call.function)


def compile_invoke(step: Step) -> Invoke:
    if step.lifetime is not None:
        invoke = _compile_yielding(step.call, step.lifetime)
    elif step.call.kind is CallableKind.model:
        invoke = _compile_model(step.call)
    else:
        invoke = _without_context(_CALLS[step.call.kind](step.call.function))
    return invoke if step.limit is None else _compile_limited(invoke, step.limit, step.lifetime)


def _compile_shared(call: Call) -> Run:
    """Compile what the application makes once for all requests."""

    async def find(context: Context) -> Any:
        app = context.scope.get("app")
        if not hasattr(app, APP_DEPENDENCIES):
            raise EtudeError(
                f"{place(call.function)} has scope='app', and what serves is no application that "
                "makes such dependencies. Include the router in an Etude()."
            )
        return await getattr(app, APP_DEPENDENCIES).value_of(call)

    return find


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
    source = Source()
    call = f"{source.name(function, 'call')}(**arguments)"
    source.add(*_entering(source, call, lifetime, "result"), "return result")
    return source.function("async def written(context, arguments)")


def _entering(source: Source, call: str, lifetime: Lifetime | None, result: str) -> list[str]:
    """Return the lines that run a generator up to its `yield`, and let it be left later."""
    leaving = source.name(partial(partial, _leave), "leaving")
    return [
        f"generator = {call}",
        "try:",
        f"    {result} = await generator.__anext__()",
        "except StopAsyncIteration:",
        """    raise RuntimeError("generator didn't yield") from None""",
        f"context.stack({source.name(lifetime, 'lifetime')}).push_async_exit({leaving}(generator))",
    ]


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
