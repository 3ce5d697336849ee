"""What a path answers besides its operations: HEAD, OPTIONS and `Allow` (RFC 9110, section 9.3)."""

from __future__ import annotations

from typing import AbstractSet, Any, Iterable

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ._starlette import single_error

BODILESS = "etude.bodiless"
"""The key of a scope from whose answer something further out takes the body."""

_END: Message = {"type": "http.response.body", "body": b""}


class BodyUnwanted(OSError):
    """Nobody takes the rest of a body. What sends one ends as it does when its client has gone."""


def is_unwanted(error: BaseException) -> bool:
    """Tell whether an exception says that, also where Starlette made another one of it."""
    return any(isinstance(each, BodyUnwanted) for each in (single_error(error), error.__context__))


def answers_head(route: Any) -> bool:
    """Tell whether a route answers HEAD by what it answers to GET."""
    return "GET" in route.methods and getattr(route, "automatic_head", False)


def allowed_methods(routes: Iterable[Any], answer_options: bool = True) -> AbstractSet[str]:
    """Return the methods of a path with these routes; `answer_options` is for Starlette's ones."""
    allowed: set[str] = set()
    for route in routes:
        allowed |= route.methods
        if answers_head(route):
            allowed.add("HEAD")
        if getattr(route, "automatic_options", answer_options):
            allowed.add("OPTIONS")
    return allowed


def allow(methods: Iterable[str]) -> dict[str, str]:
    """Return the header that lists the methods of a path (RFC 9110, section 10.2.1)."""
    return {"Allow": ", ".join(sorted(methods))}


def not_allowed(methods: Iterable[str]) -> HTTPException:
    """Return the error that says which methods a path has (RFC 9110, section 15.5.6)."""
    return HTTPException(405, headers=allow(methods))


def telling(methods: Iterable[str]) -> Response:
    """Return the answer to OPTIONS (RFC 9110, section 9.3.7)."""
    return Response(status_code=204, headers=allow(methods))


def for_method(scope: Scope, app: ASGIApp) -> ASGIApp:
    """Return what serves a request as an application does, to HEAD without a body.

    A body is not sent to its end: headers are the whole answer (RFC 9110, section 9.3.2).
    """
    if scope["method"] != "HEAD" or BODILESS in scope:
        return app

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_headers(message: Message) -> None:
            if message["type"] != "http.response.body":
                await send(message)
            if message["type"] == "http.response.start":
                await send(_END)
            elif message.get("more_body"):
                raise BodyUnwanted

        try:
            await app(scope, receive, send_headers)
        except Exception as error:
            if not is_unwanted(error):
                raise

    return serve
