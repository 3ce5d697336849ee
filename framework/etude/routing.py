"""Path operations and the routers that hold them."""

from __future__ import annotations

from copy import copy
from operator import attrgetter
from typing import TYPE_CHECKING, AbstractSet, Any, Callable

from annotated_doc import Doc
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute as BaseRoute
from starlette.routing import Host, Route, Router, WebSocketRoute
from starlette.routing import Match as Match
from starlette.routing import Mount as Mount
from starlette.routing import NoMatchFound as NoMatchFound
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from typing_extensions import Annotated, Unpack

from ._answers import answers_in
from ._body_limits import METER, within_limit
from ._declaring import Declares, decorating
from ._execution.context import OBSERVER, remembering
from ._frontend import find_frontend
from ._inclusion import RouterBase, check_prefix
from ._matching import NOWHERE, Found, Matcher, Passed, untaken
from ._methods import allow, allowed_methods, answers_head, for_method, not_allowed, telling
from ._options import (
    IsShown,
    OverridesProvider,
    OwnRouterOptions,
    PartOptions,
    PlainEndpoint,
    PlainMethods,
    RouteName,
    RoutePath,
    RouterOptions,
    given,
    takes,
)
from ._parts import Part
from ._routes import APIRoute as APIRoute
from ._routes import APIWebSocketRoute as APIWebSocketRoute
from ._routes import generate_unique_id as generate_unique_id
from ._starlette import route_path, url_of, with_root_path
from ._views import RouteContext as RouteContext
from ._views import borrow
from ._views import iter_route_contexts as iter_route_contexts
from .exception_handlers import http_exception_handler, refusing
from .types import Decorator

if TYPE_CHECKING:
    from ._facade.serving import get_request_handler as get_request_handler
    from ._facade.serving import get_websocket_app as get_websocket_app
    from ._facade.serving import request_response as request_response
    from ._facade.serving import run_endpoint_function as run_endpoint_function
    from ._facade.serving import serialize_response as serialize_response
    from ._facade.serving import solve_dependencies as solve_dependencies
    from ._facade.serving import websocket_session as websocket_session
else:
    __getattr__ = borrow


class APIRouter(Declares, RouterBase, Router):
    """A group of path operations that share options.

    The options are attributes too; a change of one holds for what is declared afterwards.
    """

    deprecated: bool | None
    default_response_class: type[Response] | None
    generate_unique_id_function: Callable[[Any], str] | None
    max_body_size: int | None
    automatic_options: bool | None
    mounted_lifespans = True

    @takes(OwnRouterOptions)
    def __init__(
        self,
        *,
        prefix: Annotated[str, Doc("A path to put in front of all paths of the router.")] = "",
        route_class: Annotated[
            type[APIRoute], Doc("The class of the operations that are declared here.")
        ] = APIRoute,
        default: Annotated[
            ASGIApp | None, Doc("Serves what no route takes; by default, status 404.")
        ] = None,
        dependency_overrides_provider: OverridesProvider = None,
        **options: Unpack[OwnRouterOptions],
    ) -> None:
        check_prefix(prefix)
        given(options)  # which refuses wrong ones
        self.prefix = prefix
        self.route_class = route_class
        self.dependency_overrides_provider = dependency_overrides_provider
        vars(self).update({name: options.get(name) for name in _LAYER})
        self.tags = list(options.get("tags") or ())
        self.dependencies = list(options.get("dependencies") or ())
        self.callbacks = list(options.get("callbacks") or ())
        self.responses = dict(options.get("responses") or {})
        self.raises = list(options.get("raises") or ())
        self.include_in_schema = options.get("include_in_schema") is not False
        mounted_lifespans = options.get("mounted_lifespans")
        if mounted_lifespans is not None:
            self.mounted_lifespans = mounted_lifespans
        self._part = Part(options.get("exception_handlers"), options.get("middleware"))
        self.exception_handlers = self._part.exception_handlers
        self.user_middleware = self._part.middleware
        self._init_routes()
        Router.__init__(self, options.get("routes"), options.get("redirect_slashes", True), default)
        self._init_lifespan(
            options.get("lifespan"), options.get("on_startup"), options.get("on_shutdown")
        )

    @property
    def _target(self) -> APIRouter:
        return self

    @property
    def _layer(self) -> dict[str, Any]:
        """What the router says of an operation that is added now."""
        said = {
            name: copy(value)
            for name, value in zip(_LAYER, _values_of(self))
            if value is not None and value not in _NOTHING
        }
        if said.get("include_in_schema") is True:  # as it is without being said
            del said["include_in_schema"]
        return given(said)

    # Handlers and middleware of this part

    def _check_may_add(self, what: str) -> None:
        if self._part.serves:
            raise RuntimeError(
                f"Cannot add {what} to a router after an operation of it has served. Add it where "
                "the router is made."
            )

    def add_middleware(
        self,
        middleware_class: Annotated[Callable[..., ASGIApp], Doc("The class, or what makes one.")],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Put middleware around the routes here, outside of what was added before.

        Raises RuntimeError once a route here has served.
        """
        self._check_may_add("middleware")
        self.user_middleware.insert(0, Middleware(middleware_class, *args, **kwargs))

    # Endpoints of Starlette

    def add_route(
        self,
        path: RoutePath,
        endpoint: PlainEndpoint,
        methods: PlainMethods = None,
        name: RouteName = None,
        include_in_schema: IsShown = True,
    ) -> None:
        """Add a Starlette endpoint: a function of a request, or a class."""
        super().add_route(self.prefix + path, endpoint, methods, name, include_in_schema)

    def route(
        self,
        path: RoutePath,
        methods: PlainMethods = None,
        name: RouteName = None,
        include_in_schema: IsShown = True,
    ) -> Decorator:
        """Declare a Starlette endpoint: what `add_route` does, as a decorator."""
        add = self.add_route
        return decorating(lambda endpoint: add(path, endpoint, methods, name, include_in_schema))

    def add_websocket_route(
        self, path: RoutePath, endpoint: PlainEndpoint, name: RouteName = None
    ) -> None:
        """Add a Starlette WebSocket endpoint."""
        super().add_websocket_route(self.prefix + path, endpoint, name)

    def mount(self, path: str, app: ASGIApp, name: str | None = None) -> None:
        """Hand all requests below a path to another ASGI application."""
        super().mount(self.prefix + path, app, name)

    # Serving

    async def lifespan(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the lifespan; when all is started, arrange the routes for the first request."""

        async def send_ready(message: Message) -> None:
            if message["type"] == "lifespan.startup.complete":
                self._matcher = self.matcher
            await send(message)

        await super().lifespan(scope, receive, send_ready)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection, also where the router stands among the routes of something else."""
        await self.app(scope, receive, send)

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request to the route that takes it."""
        if scope["type"] == "http":
            await self.handler_of(scope)(scope, receive, send)
        else:
            if OBSERVER in scope:
                scope[OBSERVER].look_for(self.routes, scope)
            await super().app(scope, receive, send)

    def handler_of(self, scope: Scope) -> ASGIApp:
        """Return what serves an HTTP request, and note in the scope what its route knows.

        In an application, it raises HTTPException with status 405 where the path has routes, but
        not for the method.
        """
        if "router" not in scope:
            scope["router"] = self
        path = route_path(scope) if scope.get("root_path") else scope["path"]
        matcher = self._matcher or self.matcher
        by_method = matcher.decided.get(path)
        if by_method is None:
            route, path_params = matcher.decide(scope["method"], path)
        else:
            route, path_params = by_method.get(scope["method"]), {}
        if type(route) is not APIRoute or "path_params" in scope or OBSERVER in scope:
            if route is NOWHERE:
                return self._handler_without_route(scope, path, None)
            return self._find_handler(scope, path)
        scope["route"], scope["endpoint"], scope["path_params"] = route, route.endpoint, path_params
        try:  # as `overrides_in`
            provider = route.dependency_overrides_provider or scope["app"]
            overrides = provider.dependency_overrides
        except (KeyError, AttributeError):
            return route.app
        return route.app_with(overrides) if overrides else route.app

    def _find_handler(self, scope: Scope, path: str) -> ASGIApp:
        """Find what serves a request, also inside other applications and with an observer."""
        route, child_scope, passed = self._find(scope, path)
        if "path_params" in scope:  # of the applications around this one
            own = child_scope.get("path_params", {})
            child_scope["path_params"] = {**scope["path_params"], **own}
            if METER in scope and isinstance(route, APIRoute) and route.max_body_size is None:
                scope[METER].check()
        if route is None:
            scope.update(child_scope)
            return self._handler_without_route(scope, path, passed)
        scope["route"] = route
        if OBSERVER in scope:
            route = scope[OBSERVER].enter(route)
        if not isinstance(route, APIRoute):
            return _enter(route, scope, child_scope)
        scope.update(child_scope)
        overrides = route.overrides_in(scope)
        return for_method(scope, route.app_with(overrides) if overrides else route.app)

    def _find(self, scope: Scope, path: str) -> Found:
        """Find the route of a request; for HEAD where no operation names it, that of GET.

        OPTIONS of a path with operations has no route where none of them names it.
        """
        found = route, _, passed = self.matcher.find(scope, path)
        if not passed or scope["method"] in (getattr(route, "methods", None) or ()):
            return found
        if scope["method"] == "HEAD":
            return next(((*one, passed) for one in passed if answers_head(one[0])), found)
        if scope["method"] == "OPTIONS" and "OPTIONS" in self._allowed(passed):
            return untaken(passed)
        return found

    def _allowed(self, passed: Passed) -> AbstractSet[str]:
        return allowed_methods((route for route, _ in passed), self.automatic_options is not False)

    @property
    def matcher(self) -> Matcher:
        """The routes arranged for the search, anew after each change."""
        if self._matcher is None:
            routes = [route for route in self.routes if not isinstance(route, WebSocketRoute)]
            self._matcher = Matcher(routes, _PLAIN_TYPES, list(self.frontend_routes()))
        return self._matcher

    def _handler_without_route(self, scope: Scope, path: str, passed: Passed | None) -> ASGIApp:
        """Return what serves a request whose path has other methods, or none, or surely none (None)."""
        if METER in scope:
            scope[METER].check()
        if passed:
            _observe(scope, scope["route"])
            return self._refuse(scope, self._allowed(passed))
        if passed is not None and self.redirect_slashes and path != "/":
            other = {**scope, "path": _with_or_without_slash(scope["path"])}
            route, child_scope, passed = self.matcher.find(other, route_path(other))
            if route is not None or passed:
                _observe(scope, route or child_scope["route"])
                return RedirectResponse(url_of(scope, other["path"]))
        frontends = (self._matcher or self.matcher).frontends
        frontend = find_frontend(frontends, scope, path) if frontends else None
        if frontend is not None:
            return frontend.handler_for(scope)
        is_ours = getattr(self.default, "__func__", None) is Router.not_found
        return _NOT_FOUND if is_ours and self._answers_plainly(scope, 404) else self.default

    def _refuse(self, scope: Scope, allowed: AbstractSet[str]) -> ASGIApp:
        """Return what answers a method that none of the operations of a path names."""
        if scope["method"] == "OPTIONS" and "OPTIONS" in allowed:
            return telling(allowed)
        if self._answers_plainly(scope, 405):
            return refusing(405, allow(allowed))
        if "app" in scope:
            raise not_allowed(allowed)
        return PlainTextResponse("Method Not Allowed", 405, allow(allowed))

    def _answers_plainly(self, scope: Scope, status_code: int) -> bool:
        """Tell whether nobody but us can see that an exception stands for a status."""
        app: Any = scope.get("app")
        if getattr(app, "router", None) is not self or scope["method"] == "HEAD":
            return False
        handlers = app.exception_handlers
        is_ours = handlers.get(HTTPException) is http_exception_handler
        return is_ours and status_code not in handlers and answers_in(scope) is None


_LAYER = tuple(RouterOptions.__annotations__.keys() - PartOptions.__annotations__.keys())
"""What a router says of each of its operations; its handlers and middleware stand around all."""

_values_of = attrgetter(*_LAYER)
_NOTHING: tuple[Any, ...] = ([], {})
"""What a router says nothing by, besides None."""

_NOT_FOUND = refusing(404)
_PLAIN_TYPES = {Route, APIRoute}
"""The types of routes that their path and methods alone decide on."""


def _enter(route: Any, scope: Scope, child_scope: dict[str, Any]) -> ASGIApp:
    """Return what serves a route that is no operation, and note in the scope what it knows.

    Raises BodyTooLarge where the body is known to be over the limit; a mounted application may
    have a limit of its own, and is asked before it answers.
    """
    if isinstance(route, Mount):
        child_scope["path"] = with_root_path(scope, scope["path"])
    scope.update(child_scope)
    if METER in scope and not isinstance(route, (Mount, Host)):
        scope[METER].check()

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        send = remembering(scope, send)
        if METER in scope:
            receive, send = within_limit(scope, receive), scope[METER].check_before(send)
        await route.handle(scope, receive, send)

    return serve


def _observe(scope: Scope, route: BaseRoute) -> None:
    if OBSERVER in scope:
        scope[OBSERVER].enter(route)


def _with_or_without_slash(path: str) -> str:
    return path.rstrip("/") if path.endswith("/") else f"{path}/"
