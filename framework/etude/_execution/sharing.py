"""The dependencies that live as long as their application serves."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any, AsyncIterator, Awaitable, Callable, Dict, Iterator, TypeVar, Union

import anyio

from .._plan.calls import Planner, below
from .._plan.model import Call, CallableKind, Dependency, Lifetime, Step, identity
from .._plan.signature import place
from ..concurrency import variable_of_loops
from ..exceptions import EtudeError
from .calling import compile_invoke
from .context import Invoke

_T = TypeVar("_T")
Gives = Union[AsyncIterator[_T], Iterator[_T], Awaitable[_T]]
"""What calling a dependency returns that is not the value itself."""


class Made:
    """What was made of dependencies, each once, and what closes it."""

    users = 0

    def __init__(self, outer: Made | None = None) -> None:
        self._outer = outer or self
        self._values: Dict[Any, Any] = {}
        self._lock = anyio.Lock()
        self.exits = AsyncExitStack()

    def stack(self, lifetime: Lifetime) -> AsyncExitStack:
        """Return what closes the dependencies that are made here, as that of a request does."""
        return self.exits

    async def value_of(self, call: Call) -> Any:
        """Return what a call gives, made now if it was not made before."""
        if call.key not in self._values:
            async with self._lock:
                return await self._make(call)
        return self._values[call.key]

    async def _make(self, call: Call) -> Any:
        if call.key not in self._values:
            values = [(each.name, await self._input(each)) for each in call.dependencies]
            arguments = {name: value for name, value in values if name is not None}
            self._values[call.key] = await _compile(call)(self, arguments)  # type: ignore[arg-type]  # all that it needs of a context
        return self._values[call.key]

    async def _input(self, dependency: Dependency) -> Any:
        if dependency.lifetime is Lifetime.app and self._outer is not self:
            return await self._outer.value_of(dependency.call)
        return await self._make(dependency.call)


def _compile(call: Call) -> Invoke:
    kind = CallableKind.thread if call.kind is CallableKind.model else call.kind
    lifetime = Lifetime.app if kind.yields else None
    return compile_invoke(Step(replace(call, kind=kind), lifetime=lifetime))


class AppDependencies:
    """The dependencies of scope `app` of one application, made once in each event loop."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._made = variable_of_loops()
        self._found: tuple[int, dict[Any, Callable[..., Any]]] | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Made]:
        """Let dependencies be made until this is left; then close them, if nobody else is inside."""
        made: Made | None = self._made.get(None)
        if made is None:
            made = Made()
            self._made.set(made)
        made.users += 1
        async with AsyncExitStack() as stack:
            stack.push_async_exit(partial(self._leave, made))
            yield made

    async def _leave(self, made: Made, *error: Any) -> bool | None:
        made.users -= 1
        if made.users:
            return None
        self._made.set(None)
        return await made.exits.__aexit__(*error)

    async def value_of(self, call: Call) -> Any:
        """Return the one value of a dependency. Raises EtudeError outside of the lifespan."""
        made: Made | None = self._made.get(None)
        if made is None:
            raise EtudeError(
                f"{place(call.function)} has scope='app', so that it is made when the application "
                "starts, and the lifespan of the application does not run. In a test enter the "
                "client: `with TestClient(app) as client`."
            )
        return await made.value_of(call)

    @asynccontextmanager
    async def open_all(self, app: Any) -> AsyncIterator[None]:
        """Make all dependencies that some route declares with scope `app`, and close them."""
        async with self.open() as made:
            for function in self._declared().values():
                await made.value_of(self._plan(function))
            yield

    @asynccontextmanager
    async def resolve(self, function: Callable[..., Any]) -> AsyncIterator[Any]:
        """Give the value of a dependency: the shared one, or one that is closed afterwards."""
        call = self._plan(function)
        async with self.open() as shared:
            if identity(function) in self._declared():
                yield await shared.value_of(call)
                return
            made = Made(shared)
            async with made.exits:
                yield await made.value_of(call)

    def _declared(self) -> dict[Any, Callable[..., Any]]:
        """Return what the routes depend on with scope `app`."""
        version = self._app.router.version
        if self._found is None or self._found[0] != version:
            routes = (*self._app.routes, *self._app.router.frontend_routes())
            plans = [route.plan for route in routes if hasattr(route, "plan")]
            found = [each for plan in plans for each in below(plan.call)]
            own = {identity(e.function): e.function for e in found if e.lifetime is Lifetime.app}
            self._found = (version, own)
        return self._found[1]

    def _plan(self, function: Callable[..., Any]) -> Call:
        """Plan a dependency that needs no request, with the overrides of the application."""
        return Planner(frozenset(), self._app.dependency_overrides).plan_alone(function)
