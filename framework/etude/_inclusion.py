"""Routers inside routers: one list of routes, also of those that are added later."""

from __future__ import annotations

from copy import copy
from functools import partial
from typing import Any, Callable, Iterable, Iterator, Mapping, Sequence, TypeVar
from weakref import WeakSet

from starlette.routing import BaseRoute, Match, Mount, compile_path
from starlette.types import Scope

from ._frontend import FrontendRoute
from ._lifespan import Events
from ._matching import Matcher
from ._parts import Around, Part, enclose, part_of, parts_of
from ._route_list import TellingList
from ._routes import PlannedRoute
from .exceptions import DeclarationError

_Route = TypeVar("_Route", bound=BaseRoute)


class RouterBase(Events):
    """The routes of a router, and those of the routers inside."""

    prefix: str
    dependency_overrides_provider: Any
    version = 0
    """The number of changes of the routes up to now."""
    _part: Part
    """The handlers and middleware around all routes here."""
    _is_root = False
    """Whether this is the router of an application, whose paths are whole."""

    def _init_routes(self) -> None:
        self._is_stale = True
        self._routes: TellingList[BaseRoute] = TellingList(self._adopt)
        self._entries: list[BaseRoute | Inclusion] = []
        self._frontends: list[FrontendRoute | Inclusion] = []
        self._inclusions_of_this: WeakSet[Inclusion] = WeakSet()
        self.changed()

    @property
    def routes(self) -> list[BaseRoute]:
        """All routes in the order in which they are tried, those of included routers too."""
        if self._is_stale:
            self._is_stale = False
            self._routes.show(_flat(self._entries, Inclusion.routes))
        return self._routes

    @routes.setter
    def routes(self, routes: Iterable[BaseRoute]) -> None:
        self._entries = [self._taken_in(route) for route in routes]
        self.changed()

    def frontend_routes(self) -> Iterator[FrontendRoute]:
        """Return all frontends in the order of their declaration, those of included routers too."""
        return _flat(self._frontends, Inclusion.frontend_routes)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether this router takes a connection where it is included; here, it does.

        A subclass may return `Match.NONE, {}`, by a header for example. Then its routes are passed
        over, and those after it are tried.
        """
        return Match.FULL, {}

    def includes(self, router: RouterBase) -> bool:
        """Tell whether a router is included here, directly or by another one."""
        return any(
            inclusion.router is router or inclusion.router.includes(router)
            for inclusion in self._inclusions()
        )

    def _inclusions(self) -> list[Inclusion]:
        return [entry for entry in self._entries if isinstance(entry, Inclusion)]

    def _taken_in(self, route: _Route) -> _Route:
        """Return a route that now stands within the part of this router."""
        parts, around = parts_of(route), self._part.around
        if around not in parts:
            _stand_within(route, (around, *parts))
        return route

    def _include(self, router: Any, prefix: str, layer: dict[str, Any]) -> None:
        _check_inclusion(self, router)
        check_prefix(prefix)
        parts = (self._part.around, *part_of(layer))
        inclusion = Inclusion(self, router, self.prefix + prefix, layer, parts)
        self._check([*inclusion.routes(), *inclusion.frontend_routes()])
        self._entries.append(inclusion)
        self._frontends.append(inclusion)
        router._inclusions_of_this.add(inclusion)
        self._include_lifespan(router)
        self.changed()

    def _add(self, route: PlannedRoute) -> None:
        if self.dependency_overrides_provider is not None:
            route.dependency_overrides_provider = self.dependency_overrides_provider
        self._check([self._taken_in(route)])
        self._entries.append(route)
        self.changed()

    def _add_frontend(self, route: FrontendRoute) -> None:
        self._check([self._taken_in(route)])
        self._frontends.append(route)
        self.changed()

    def _adopt(self, routes: Sequence[BaseRoute]) -> None:
        """Take over a change that was made to the list of routes itself."""
        inclusions = self._inclusions()
        sources = {id(route): entry for entry in inclusions for route in entry.routes()}
        entries = [sources.get(id(route)) or self._taken_in(route) for route in routes]
        distinct = {id(entry): entry for entry in (*entries, *inclusions)}
        self._entries = list(distinct.values())
        self.changed()

    def changed(self) -> None:
        """Note that the routes are others now, here and where this router is included."""
        self._is_stale = True
        self._matcher: Matcher | None = None
        self.version += 1
        for inclusion in self._inclusions_of_this or ():  # which is quicker where there are none
            inclusion.outer.changed()

    def _check(self, routes: Sequence[BaseRoute]) -> None:
        """Refuse routes that an application around this router could not serve."""
        for route in routes if self._is_root else ():
            if isinstance(route, PlannedRoute):
                route.check()
        for inclusion in self._inclusions_of_this or ():
            inclusion.outer._check([inclusion.included(route) for route in routes])


class Inclusion:
    """A router inside another one: its routes as they are there."""

    def __init__(
        self,
        outer: RouterBase,
        router: RouterBase,
        prefix: str,
        layer: Mapping[str, Any],
        parts: tuple[Around, ...],
    ) -> None:
        self.outer = outer
        self.router = router
        self._prefix = prefix
        self._layer = layer
        self._parts = parts
        self._may_decline = type(router).matches is not RouterBase.matches
        self._made: dict[int, tuple[BaseRoute, Any]] = {}

    def routes(self) -> list[BaseRoute]:
        """Return the routes with prefix and options; the same objects each time."""
        return [self.included(route) for route in self.router.routes]

    def frontend_routes(self) -> list[FrontendRoute]:
        """Return the frontends in the same way."""
        return [self.included(route) for route in self.router.frontend_routes()]

    def included(self, route: _Route) -> _Route:
        """Return a route as it is here; the same object each time."""
        if id(route) not in self._made:
            self._made[id(route)] = (route, self._make(route))
        made: _Route = self._made[id(route)][1]
        return made

    def _make(self, route: BaseRoute) -> BaseRoute:
        made = _included(route, self._prefix, self._layer)
        _stand_within(made, (*self._parts, *parts_of(route)))
        asked = (self.router,) if self._may_decline else ()
        asked_first = (*asked, *vars(route).get("asked_first", ()))
        if asked_first:
            vars(made).update(asked_first=asked_first, matches=partial(_matches, asked_first, made))
        return made


def _flat(
    entries: Iterable[_Route | Inclusion], routes_of: Callable[[Inclusion], Sequence[Any]]
) -> Iterator[_Route]:
    for entry in entries:
        if isinstance(entry, Inclusion):
            yield from routes_of(entry)
        else:
            yield entry


def _included(route: BaseRoute, prefix: str, layer: Mapping[str, Any]) -> BaseRoute:
    if isinstance(route, PlannedRoute):
        return route.included(prefix, layer)
    copied: Any = copy(route)
    if hasattr(route, "path"):
        copied.path = prefix + copied.path
        pattern = f"{copied.path}/{{path:path}}" if isinstance(route, Mount) else copied.path
        copied.path_regex, copied.path_format, copied.param_convertors = compile_path(pattern)
    result: BaseRoute = copied
    return result


def _stand_within(route: BaseRoute, parts: tuple[Around, ...]) -> None:
    if isinstance(route, PlannedRoute):
        route.stand_within(parts)
    else:
        enclose(route, parts)


def _matches(
    asked_first: Sequence[RouterBase], route: BaseRoute, scope: Scope
) -> tuple[Match, Scope]:
    """Let a route take only what no router around it declines."""
    if any(router.matches(scope)[0] is Match.NONE for router in asked_first):
        return Match.NONE, {}
    return type(route).matches(route, scope)


def check_prefix(prefix: str) -> None:
    """Refuse a prefix that no path can stand behind."""
    if prefix and not prefix.startswith("/"):
        raise DeclarationError(f"The prefix {prefix!r} must begin with a slash: '/{prefix}'.")
    if prefix.endswith("/"):
        raise DeclarationError(
            f"The prefix {prefix!r} must not end with a slash, since the paths begin with one."
        )


def _check_inclusion(outer: RouterBase, inner: Any) -> None:
    if not isinstance(inner, RouterBase):
        raise TypeError(
            f"include_router() takes an APIRouter, and got {inner!r}. To serve an application "
            "below a path, use mount()."
        )
    if inner is outer:
        raise DeclarationError("A router cannot include itself.")
    if inner.includes(outer):
        raise DeclarationError("The router includes this one already: that would be a circle.")
