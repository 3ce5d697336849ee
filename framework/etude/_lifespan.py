"""What runs before the first request and after the last one (ASGI, Lifespan Protocol)."""

from __future__ import annotations

import inspect
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any, AsyncContextManager, AsyncIterator, Callable, Iterable, Iterator, Mapping

from annotated_doc import Doc
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Host, Mount, Router
from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send
from typing_extensions import Annotated

from ._parts import enclose, parts_of
from ._warn import warn_user
from .concurrency import variable_of_loops
from .exceptions import DeclarationError

Handler = Callable[[], Any]
Start = Callable[[Any], AsyncContextManager[Any]]
"""Makes a context manager of an application; what it gives becomes the state of requests."""


class Events:
    """The handlers and the lifespan of a router."""

    on_startup: list[Handler]
    on_shutdown: list[Handler]
    lifespan_context: Lifespan[Any]

    def _init_lifespan(
        self,
        lifespan: Callable[[Any], Any] | None,
        on_startup: Iterable[Handler] | None,
        on_shutdown: Iterable[Handler] | None,
    ) -> None:
        self.on_startup = list(on_startup or ())
        self.on_shutdown = list(on_shutdown or ())
        self._has_own_lifespan = lifespan is not None
        self.lifespan_context = NestedLifespan(_start_of(self, lifespan), self)
        if self.on_startup or self.on_shutdown:
            self._warn_if_handlers_are_ignored()

    def _include_lifespan(self, router: Events) -> None:
        _nested_lifespan(self).included.append(router)

    def add_event_handler(
        self,
        event_type: Annotated[str, Doc("`startup` or `shutdown`.")],
        func: Annotated[Handler, Doc("What to call, without arguments; it may be awaited.")],
    ) -> None:
        """Add a function to those that run at startup, or at shutdown."""
        self._handlers_of(event_type).append(func)
        self._warn_if_handlers_are_ignored()

    def _handlers_of(self, event_type: str) -> list[Handler]:
        handlers = {"startup": self.on_startup, "shutdown": self.on_shutdown}
        if event_type not in handlers:
            raise DeclarationError(
                f"There is no event {event_type!r}. The events are 'startup' and 'shutdown'."
            )
        return handlers[event_type]

    def _warn_if_handlers_are_ignored(self) -> None:
        if self._has_own_lifespan:
            warn_user(
                "These handlers of startup and shutdown will not run, since `lifespan` is given "
                "and takes their place. Do their work in the lifespan function.",
                UserWarning,
            )


class NestedLifespan:
    """The lifespan of a router, with those of the routers that it includes inside.

    Inside of all these are the lifespans of the applications that are mounted. It is a function of
    the application, as `lifespan_context` of a router must be.
    """

    def __init__(self, own: Start, router: Any = None) -> None:
        self.own = own
        self.included: list[Events] = []
        self._router = router
        self.state = variable_of_loops()
        """What it yields, while it runs."""

    @asynccontextmanager
    async def __call__(self, app: Any) -> AsyncIterator[Any]:
        """Enter every lifespan, the outer one first; of equal names in states, the outer wins."""
        merged: dict[str, Any] = {}
        self.state.set(merged)
        async with AsyncExitStack() as stack:
            stack.callback(self.state.set, None)
            shared = getattr(app, "app_dependencies", None)
            first = () if shared is None else (shared.open_all,)
            self._mounts()  # so that it is known which of their lifespans the own ones enter
            for start in (*first, *self._starts(set())):
                state = await stack.enter_async_context(start(app))
                merged.update({**_checked(state), **merged})
            await self._start_mounts(stack)
            yield merged or None

    def _mounts(self) -> list[tuple[BaseRoute, Any, NestedLifespan]]:
        """Return the routes to other applications, these applications, and their lifespans."""
        is_on = getattr(self._router, "mounted_lifespans", True)
        return list(_mounts(getattr(self._router, "routes", ()))) if is_on else []

    async def _start_mounts(self, stack: AsyncExitStack) -> None:
        """Enter the lifespans of mounted applications, but those that somebody has entered.

        What one yields is the state of its own requests.
        """
        entered = list(self._starts(set()))
        for route, app, nested in self._mounts():
            if nested.state.get(None) is None and nested.own not in entered:
                await stack.enter_async_context(nested(app))
            parts, around = parts_of(route), nested.give_state
            if nested.state.get(None) and around not in parts:
                enclose(route, (*parts, around))

    def give_state(self, app: ASGIApp) -> ASGIApp:
        """Stand around a mounted application, and add what this yields to the state of requests."""

        async def serve(scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("state", {}).update(self.state.get(None) or {})
            await app(scope, receive, send)

        return serve

    def _starts(self, seen: set[int]) -> Iterator[Start]:
        """Return the lifespans to enter; a router that is included twice has one."""
        yield self.own
        for router in self.included:
            if id(router) in seen:
                continue
            seen.add(id(router))
            lifespan = router.lifespan_context
            if isinstance(lifespan, NestedLifespan):
                yield from lifespan._starts(seen)
            else:
                yield lifespan


def _nested_lifespan(router: Any) -> NestedLifespan:
    """Return the lifespan of a router, inside a nested one if it is another."""
    if not isinstance(router.lifespan_context, NestedLifespan):  # Starlette's, or replaced
        router.lifespan_context = NestedLifespan(router.lifespan_context, router)
    nested: NestedLifespan = router.lifespan_context
    return nested


def _mounts(routes: Iterable[BaseRoute]) -> Iterator[tuple[BaseRoute, Any, NestedLifespan]]:
    for route in routes:
        app = getattr(route, "_base_app", None) if isinstance(route, Mount) else None
        app = route.app if isinstance(route, Host) else app
        if isinstance(app, (Starlette, Router)):
            yield route, app, _nested_lifespan(app.router if isinstance(app, Starlette) else app)


def _checked(state: Any) -> Mapping[str, Any]:
    if state is None:
        return {}
    if not isinstance(state, Mapping):
        raise TypeError(
            f"A lifespan yields {state!r}. Yield a mapping, whose items become attributes of "
            "`request.state`, or nothing."
        )
    return state


# What a lifespan may be written as


def _start_of(router: Events, lifespan: Callable[[Any], Any] | None) -> Start:
    if lifespan is None:
        return _start_of_handlers(router)
    if not callable(lifespan):
        raise DeclarationError(
            f"The lifespan is {lifespan!r}, which cannot be called. Give a function of the "
            "application that yields once."
        )
    faces = (lifespan, type(lifespan).__call__)  # a function, or an object that can be called
    if any(inspect.iscoroutinefunction(face) for face in faces):
        raise DeclarationError(
            f"The lifespan {lifespan!r} does not yield. Add `yield` between what runs before the "
            "first request and what runs after the last one."
        )
    if any(inspect.isasyncgenfunction(face) for face in faces):
        return asynccontextmanager(lifespan)
    if any(inspect.isgeneratorfunction(face) for face in faces):
        return _start_of_generator(lifespan)
    return lifespan


def _start_of_generator(lifespan: Callable[[Any], Any]) -> Start:
    make = contextmanager(lifespan)

    @asynccontextmanager
    async def start(app: Any) -> AsyncIterator[Any]:
        with make(app) as state:
            yield state

    return start


def _start_of_handlers(router: Events) -> Start:
    @asynccontextmanager
    async def start(app: Any) -> AsyncIterator[None]:
        await _call_all(router.on_startup)
        try:
            yield
        finally:
            await _call_all(router.on_shutdown)

    return start


async def _call_all(handlers: Iterable[Handler]) -> None:
    for handler in handlers:
        result = handler()
        if inspect.isawaitable(result):
            await result
