"""Operations that are served through what other packages have put in the place of two functions."""

from __future__ import annotations

import sys
from typing import Any

from .._execution.bodies import compile_body_reader
from .._execution.calling import body_of
from .._execution.context import Context, Run
from .._execution.errors import refuse
from .._plan.model import BodyKind, CallableKind, Lifetime, Operation
from .._routes import PARTS
from .._starlette import read_form
from ..exceptions import EndpointContext, RequestValidationError
from .dependants import Dependant


def run_in_parts(operation: Operation, dependant: Dependant, where: EndpointContext) -> Run | None:
    """Return what reads a request and makes its calls by the two functions of `etude.routing`.

    None where nobody has replaced one of them.
    """
    routing: Any = sys.modules["etude.routing"]
    if not vars(routing).keys() & PARTS:
        return None
    body, kind = operation.body, dependant.plan.call.kind
    provider = getattr(dependant.route, "dependency_overrides_provider", None)
    read_json = compile_body_reader(operation)

    async def read(context: Context) -> Any:
        """Return a form as it is, whose fields are read with the other arguments, or parsed JSON."""
        if body is None or read_json is None:
            return None
        if body.kind is BodyKind.json:
            await read_json(context)
            return body_of(context)
        try:
            return await read_form(context.request, body.limits, body.max_size)
        except Exception as error:
            refuse(error)

    async def run(context: Context) -> Any:
        scope, received = context.scope, await read(context)
        scope["etude_function_astack"] = context.stacks.get(Lifetime.function)
        solved = await routing.solve_dependencies(
            request=context.request,
            dependant=dependant,
            body=received,
            dependency_overrides_provider=provider or scope.get("app"),
            async_exit_stack=context.stacks.get(Lifetime.request),
            embed_body_fields=bool(body and body.is_embedded),
        )
        if solved.errors:
            raise RequestValidationError(solved.errors, body=received, endpoint_ctx=where)
        context.response_if_made = solved.response
        context.background_if_made = solved.background_tasks
        function: Any = dependant.call
        if kind.yields:  # called, it does nothing yet
            return function(**solved.values)
        is_coroutine = kind is CallableKind.coroutine
        return await routing.run_endpoint_function(
            dependant=dependant, values=solved.values, is_coroutine=is_coroutine
        )

    return run
