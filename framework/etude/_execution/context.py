"""What one request carries through its handler, and what closes behind it."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any, AsyncContextManager, Awaitable, Callable, Mapping

from anyio import CancelScope
from starlette.exceptions import HTTPException, WebSocketException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from typing_extensions import Protocol

from .._anyio import can_be_cancelled
from .._plan.model import Call, Lifetime
from .._security import SecurityScopes
from .._starlette import LimitedRequest
from ..background import BackgroundTasks
from ..exceptions import EtudeError

ABSENT: Any = object()
"""Stands for a value that the request does not have."""
RESPONSE_STARTED = "etude.response_started"
"""The key of a scope whose request has been answered in part."""
STACKS = "etude.stacks"
"""The key of what closes the dependencies of a request, for handlers inside handlers."""
OBSERVER = "etude.observer"
"""The key of what sees the way of a connection, in a scope that something observes."""
FORM_LIMITS = "etude.form_limits"
"""The key of how much of a form is read where an endpoint reads it itself."""


def remembering(scope: Scope, send: Send) -> Send:
    """Return a function that sends, and remembers in the scope that an answer has begun."""

    async def send_and_remember(message: Message) -> None:
        scope[RESPONSE_STARTED] = True
        await send(message)

    return send_and_remember


_NOTHING: dict[Any, Any] = {}


class Context:
    """The state of one request: what was read, what went wrong, what was handed over."""

    body: Any = ABSENT
    """The parsed body: JSON, bytes or form data."""
    raw_body: bytes | None = None
    raw_size = 0
    validated_body: Any = ABSENT
    """The value of the body, where its bytes were validated without being parsed before."""
    body_errors: list[dict[str, Any]] | None = None
    """What is wrong with the body, where its bytes say it as well as the parsed JSON would."""
    form_values: Mapping[Any, Any] = _NOTHING
    request_if_made: Request | None = None
    response_if_made: Response | None = None
    background_if_made: BackgroundTasks | None = None
    make_background: Callable[[], BackgroundTasks] = BackgroundTasks
    websocket: WebSocket
    """The connection, where it is a WebSocket."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        self.receive = receive
        self.send = send
        self.stacks: Mapping[Lifetime, AsyncExitStack | Closing] = scope.get(STACKS, _NOTHING)
        self.errors: list[Any] = []

    def stack(self, lifetime: Lifetime) -> AsyncExitStack | Closing:
        """Return what closes the dependencies of a lifetime."""
        return self.stacks[lifetime]

    @property
    def request(self) -> Request:
        """The one request object, which knows the body that was read already."""
        if self.request_if_made is None:
            self.request_if_made = _request(self.scope, self.receive, self.send)
            if self.raw_body is not None:
                self.request_if_made._body = self.raw_body
        return self.request_if_made

    @property
    def response(self) -> Response:
        """The one response object, whose status, headers and cookies go to the answer."""
        if self.response_if_made is None:
            self.response_if_made = Response()
            del self.response_if_made.headers["content-length"]
            self.response_if_made.status_code = None  # type: ignore[assignment]  # not said yet
        return self.response_if_made

    @property
    def background(self) -> BackgroundTasks:
        """The one list of tasks to run after the answer."""
        if self.background_if_made is None:
            self.background_if_made = self.make_background()
        return self.background_if_made


def _request(scope: Scope, receive: Receive, send: Send) -> Request:
    if FORM_LIMITS not in scope:
        return Request(scope, receive, send)
    request = LimitedRequest(scope, receive, send)
    request.form_limits = scope[FORM_LIMITS]
    return request


INJECTORS: dict[str, Callable[[Context, Call], Any]] = {
    "request": lambda context, call: context.request,
    "websocket": lambda context, call: context.websocket,
    "response": lambda context, call: context.response,
    "background": lambda context, call: context.background,
    "security_scopes": lambda context, call: SecurityScopes(call.scopes),
}
"""How each object that a callable may ask for is made; the keys are those of the plan."""


class Closing:
    """Closes the dependencies of one lifetime, whatever happened before.

    It is filled as an AsyncExitStack is, and leaves to one what follows an exception; where nothing
    is raised, a list is enough and costs less.
    """

    error: BaseException | None = None
    """What was raised; where the dependencies kept it, the only trace of it."""
    shield: CancelScope | None = None
    """Keeps cancellations away while this closes. It begins before the dependencies do, which may
    have scopes of their own: scopes must be left in the order in which they were entered."""

    def __init__(self) -> None:
        self.exits: list[Callable[..., Awaitable[Any]]] = []
        """What is left in turn, the last one first."""
        self.push_async_exit = self.exits.append

    def push_async_callback(self, close: Callable[[], Awaitable[Any]]) -> None:
        """Call something when this closes."""
        self.push_async_exit(lambda *error: close())

    async def enter_async_context(self, manager: AsyncContextManager[Any]) -> Any:
        """Enter a context manager, and leave it when this closes."""
        value = await manager.__aenter__()
        self.push_async_exit(manager.__aexit__)
        return value

    def begin(self) -> None:
        """Note that there is a cancel scope around, before anything that is to be closed."""
        if self.shield is None:
            self.shield = CancelScope().__enter__()
            self.push_async_exit(self._leave_shield)

    async def __aenter__(self) -> Closing:
        if can_be_cancelled():
            self.begin()
        return self

    async def __aexit__(self, *error: Any) -> bool | None:
        self.error = error[1]
        if self.shield is not None:
            self.shield.shield = True
        while self.exits and error[1] is None:
            try:
                await self.exits.pop()(*error)
            except BaseException as raised:
                error = (type(raised), raised, raised.__traceback__)
        if error[1] is None:
            return False
        return await self._close_after(error)

    async def _leave_shield(self, *error: Any) -> bool | None:
        return None if self.shield is None else self.shield.__exit__(*error)

    async def _close_after(self, error: Any) -> bool:
        stack = AsyncExitStack()
        for leave in self.exits:
            stack.push_async_exit(leave)
        self.exits.clear()
        is_kept = bool(await stack.__aexit__(*error))
        if self.error is None and not is_kept:  # then it was raised in here
            raise error[1]
        return is_kept

    def moved(self) -> Closing:
        """Return what closes the same somewhere else, and leave nothing to close here."""
        other = Closing()
        other.shield = self.shield
        other.exits.extend(self.exits)
        self.exits.clear()
        return other

    @property
    def kept_refusal(self) -> bool:
        """Whether a dependency caught what is to be told to the client in any case."""
        return isinstance(self.error, (HTTPException, WebSocketException))

    def check(self) -> None:
        """Raise an error if a dependency caught an exception and kept it to itself."""
        if self.error is None:
            return
        if self.kept_refusal:
            raise self.error
        raise EtudeError(
            "There is no response: a dependency with `yield` caught the exception "
            f"{self.error!r} and did not raise it again. Add `raise` to its `except`."
        ) from self.error


# What the parts of an operation are, and what may stand around them while they run

Run = Callable[[Context], Awaitable[Any]]
"""Does something with a request: reads its body, makes calls and returns what the last returns."""
Invoke = Callable[[Context, "dict[str, Any]"], Awaitable[Any]]
"""Calls something with validated arguments."""
MakeResponse = Callable[[Any, Context], Response]
"""Makes a response of what the endpoint returned."""


class Observer(Protocol):
    """Compiled into an operation, it sees what happens there; without one there is no trace of it.

    Each method but `taking` takes a part of the operation and returns what runs in its place.
    """

    def reading(self, read: Run) -> Run:
        """Stand around the reading of the body."""
        ...

    def calling(self, run: Run) -> Run:
        """Stand around all calls, and the validation of their arguments."""
        ...

    def taking(self, context: Context, arguments: dict[str, Any]) -> None:
        """See the arguments of the endpoint, which are yet to be filled in."""
        ...

    def invoking(self, invoke: Invoke) -> Invoke:
        """Stand around the call of the endpoint."""
        ...

    def responding(self, make_response: MakeResponse) -> MakeResponse:
        """Stand around the making of a response of what the endpoint returned."""
        ...
