"""What is answered otherwise than by default when something is raised, and where that is declared."""

from __future__ import annotations

from inspect import isawaitable
from typing import Any, Awaitable, Callable, Mapping, Sequence

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

from ._plan.model import Raised
from ._values import value

Handler = Callable[[Any, Any], Awaitable[Response]]


@value
class Answers:
    """What an operation, or an application, answers otherwise."""

    problem_details: Any
    """Whether errors are problem details; None where nothing is said."""
    handlers: Mapping[type[Exception], Handler]
    """What answers the declared classes that no handler is registered for."""


def answers_of(options: Mapping[str, Any], raised: Sequence[Raised] = ()) -> Answers | None:
    """Return what options and declared exceptions say, or None where they say nothing."""
    found = {each.error: _handler_of(each) for each in raised}
    handlers = {error: handler for error, handler in found.items() if handler is not None}
    mode = options.get("problem_details")
    return None if mode is None and not handlers else Answers(mode, handlers)


def answers_in(scope: Scope) -> Answers | None:
    """Return what the route of a connection says, else what its application says."""
    for holder in ("route", "app"):
        answers: Answers | None = getattr(scope.get(holder), "answers", None)  # Starlette has none
        if answers is not None:
            return answers
    return None


def _handler_of(raised: Raised) -> Handler | None:
    """Return what answers a class by what it says itself; None leaves it to handlers of its base."""
    answers_itself, adapter = hasattr(raised.error, "to_response"), raised.adapter
    is_plain = adapter is None and issubclass(raised.error, HTTPException)
    if not answers_itself and (raised.is_problem or is_plain):
        return None

    async def answer(connection: HTTPConnection, error: Any) -> Response:
        headers = getattr(error, "headers", None)
        if answers_itself:
            made: Response | Awaitable[Response] = error.to_response(connection)
            return await made if isawaitable(made) else made
        if adapter is None:  # which is then handled in turn
            raise HTTPException(error.status_code, str(error) or None, headers) from error
        body = adapter.dump_json(
            adapter.validate_python(error, from_attributes=True), by_alias=True
        )
        return Response(body, error.status_code, headers, "application/json")

    return answer
