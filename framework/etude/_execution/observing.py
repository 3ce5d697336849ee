"""What may stand around the parts of an operation while it runs."""

from __future__ import annotations

from typing import Any, Awaitable, Callable

from starlette.responses import Response
from typing_extensions import Protocol

from .context import Context


class Observer(Protocol):
    """Compiled into an operation, it sees what happens there; without one there is no trace of it.

    Each method but `taking` takes a part of the operation and returns what runs in its place.
    """

    def reading(
        self, read: Callable[[Context], Awaitable[None]]
    ) -> Callable[[Context], Awaitable[None]]:
        """Stand around the reading of the body."""
        ...

    def calling(
        self, run: Callable[[Context], Awaitable[Any]]
    ) -> Callable[[Context], Awaitable[Any]]:
        """Stand around all calls, and the validation of their arguments."""
        ...

    def taking(self, context: Context, arguments: dict[str, Any]) -> None:
        """See the arguments of the endpoint, which are yet to be filled in."""
        ...

    def invoking(
        self, invoke: Callable[[Context, dict[str, Any]], Awaitable[Any]]
    ) -> Callable[[Context, dict[str, Any]], Awaitable[Any]]:
        """Stand around the call of the endpoint."""
        ...

    def responding(
        self, make_response: Callable[[Any, Context], Response]
    ) -> Callable[[Any, Context], Response]:
        """Stand around the making of a response of what the endpoint returned."""
        ...
