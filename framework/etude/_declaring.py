"""What declares operations, WebSocket endpoints and frontends, for applications and routers alike."""

from __future__ import annotations

from typing import Any, Callable, Dict

from annotated_doc import Doc
from typing_extensions import Annotated, Unpack

from ._frontend import METHODS, Directory, Frontend, FrontendRoute, check_frontend_path
from ._inclusion import RouterBase
from ._options import (
    Endpoint,
    ExceptionKey,
    FullRouteOptions,
    Handler,
    Methods,
    RouteName,
    RouteOptions,
    RoutePath,
    RouterOptions,
    Talker,
    WebSocketOptions,
    combine,
    given,
    takes,
)
from ._plan.replies import check_stream
from ._routes import APIRoute, APIWebSocketRoute
from ._warn import warn_user
from .types import DecoratedCallable, Decorator


def decorating(add: Callable[[Any], Any]) -> Decorator:
    """Return a decorator that hands a function over, and returns it as it is."""

    def decorate(function: DecoratedCallable) -> DecoratedCallable:
        add(function)
        return function

    return decorate


class Declares:
    """Declares what a router serves: the router of an application, or a router itself."""

    router: Any
    """The router of an application."""
    exception_handlers: Dict[Any, Handler]
    add_middleware: Any
    _check_may_add: Callable[[str], None]

    @property
    def _target(self) -> Any:
        """The router to declare into."""
        return self.router

    @takes(FullRouteOptions)
    def add_api_route(
        self,
        path: RoutePath,
        endpoint: Endpoint,
        *,
        methods: Methods = None,
        route_class_override: Annotated[
            type[APIRoute] | None, Doc("The class of the route; by default the router's.")
        ] = None,
        **options: Unpack[FullRouteOptions],
    ) -> None:
        """Add a path operation: what the method decorators do, as a call."""
        router, said = self._target, given(options)
        route_class = route_class_override or router.route_class
        combined = combine(router._layer, said)
        route = route_class(router.prefix + path, endpoint, methods=methods, **combined)
        check_stream(endpoint, options)
        router._add(route)

    @takes(RouteOptions)
    def api_route(
        self, path: RoutePath, *, methods: Methods = None, **options: Unpack[RouteOptions]
    ) -> Decorator:
        """Declare a path operation for any methods; by default GET."""
        add = self._target.add_api_route
        return decorating(lambda endpoint: add(path, endpoint, methods=methods, **options))

    @takes(RouteOptions)
    def get(self, path: RoutePath, **options: Unpack[RouteOptions]) -> Decorator:
        """Declare a path operation for GET (RFC 9110, section 9.3.1)."""
        return self.api_route(path, methods=["GET"], **options)

    @takes(RouteOptions)
    def put(self, path: RoutePath, **options: Unpack[RouteOptions]) -> Decorator:
        """Declare a path operation for PUT (RFC 9110, section 9.3.4)."""
        return self.api_route(path, methods=["PUT"], **options)

    @takes(RouteOptions)
    def post(self, path: RoutePath, **options: Unpack[RouteOptions]) -> Decorator:
        """Declare a path operation for POST (RFC 9110, section 9.3.3)."""
        return self.api_route(path, methods=["POST"], **options)

    @takes(RouteOptions)
    def delete(self, path: RoutePath, **options: Unpack[RouteOptions]) -> Decorator:
        """Declare a path operation for DELETE (RFC 9110, section 9.3.5)."""
        return self.api_route(path, methods=["DELETE"], **options)

    @takes(RouteOptions)
    def options(self, path: RoutePath, **options: Unpack[RouteOptions]) -> Decorator:
        """Declare a path operation for OPTIONS (RFC 9110, section 9.3.7)."""
        return self.api_route(path, methods=["OPTIONS"], **options)

    @takes(RouteOptions)
    def head(self, path: RoutePath, **options: Unpack[RouteOptions]) -> Decorator:
        """Declare a path operation for HEAD (RFC 9110, section 9.3.2)."""
        return self.api_route(path, methods=["HEAD"], **options)

    @takes(RouteOptions)
    def patch(self, path: RoutePath, **options: Unpack[RouteOptions]) -> Decorator:
        """Declare a path operation for PATCH (RFC 5789)."""
        return self.api_route(path, methods=["PATCH"], **options)

    @takes(RouteOptions)
    def trace(self, path: RoutePath, **options: Unpack[RouteOptions]) -> Decorator:
        """Declare a path operation for TRACE (RFC 9110, section 9.3.8)."""
        return self.api_route(path, methods=["TRACE"], **options)

    @takes(WebSocketOptions)
    def add_api_websocket_route(
        self,
        path: RoutePath,
        endpoint: Talker,
        name: RouteName = None,
        **options: Unpack[WebSocketOptions],
    ) -> None:
        """Add a WebSocket endpoint: what the decorator `websocket` does, as a call."""
        router = self._target
        combined = combine(router._layer, given(options))
        known = {key: combined[key] for key in WebSocketOptions.__annotations__ if key in combined}
        router._add(APIWebSocketRoute(router.prefix + path, endpoint, name=name, **known))

    @takes(WebSocketOptions)
    def websocket(
        self, path: RoutePath, name: RouteName = None, **options: Unpack[WebSocketOptions]
    ) -> Decorator:
        """Declare a WebSocket endpoint (RFC 6455): it accepts, talks, and may close."""
        add = self._target.add_api_websocket_route
        return decorating(lambda endpoint: add(path, endpoint, name, **options))

    def websocket_route(self, path: RoutePath, name: RouteName = None) -> Decorator:
        """Declare a Starlette WebSocket endpoint: a function of a WebSocket, or a class."""
        return decorating(lambda endpoint: self._target.add_websocket_route(path, endpoint, name))

    def frontend(
        self,
        path: Annotated[str, Doc("The path below which the files are served.")],
        *,
        directory: Annotated[Directory, Doc("Where the built files are.")],
        fallback: Annotated[
            str | None,
            Doc(
                """
                What to send where there is no file: `404.html` with status 404; `index.html` to
                browsers that ask for a page; `auto`, the first of the two that is there; or None.
                """
            ),
        ] = "auto",
        check_dir: Annotated[
            bool | str,
            Doc("Whether the directory must be there now; `auto`: unless `etude dev` runs."),
        ] = "auto",
    ) -> None:
        """Serve the built files of a single-page application where no route takes a request."""
        frontend = Frontend(directory, fallback, check_dir)
        check_frontend_path(path)
        router = self._target
        whole_path = router.prefix + path.rstrip("/")
        route = FrontendRoute(whole_path, frontend.serve, methods=METHODS, **router._layer)
        route.frontend = frontend
        router._add_frontend(route)

    @takes(RouterOptions)
    def include_router(
        self,
        router: Annotated[RouterBase, Doc("The router whose operations to add.")],
        *,
        prefix: Annotated[str, Doc("A path to put in front of all its paths.")] = "",
        **options: Unpack[RouterOptions],
    ) -> None:
        """Add the operations of another router, also those that it gets later."""
        outer = self._target
        outer._include(router, prefix, combine(outer._layer, given(options)))

    def add_exception_handler(
        self,
        exc_class_or_status_code: ExceptionKey,
        handler: Annotated[Handler, Doc("A function of request and exception.")],
    ) -> None:
        """Answer an exception by a function. Raises RuntimeError once this has served."""
        self._check_may_add("an exception handler")
        self.exception_handlers[exc_class_or_status_code] = handler

    def exception_handler(self, exc_class_or_status_code: ExceptionKey) -> Decorator:
        """Declare what to answer when an exception is raised: a function of request and exception."""
        add = self.add_exception_handler
        return decorating(lambda handler: add(exc_class_or_status_code, handler))

    def middleware(self, middleware_type: Annotated[str, Doc("Only `http`.")]) -> Decorator:
        """Declare a function of a request and of what answers it, around all HTTP requests."""
        from ._dispatching import FunctionMiddleware

        add = self.add_middleware
        return decorating(lambda dispatch: add(FunctionMiddleware, dispatch=dispatch))

    def on_event(self, event_type: Annotated[str, Doc("`startup` or `shutdown`.")]) -> Decorator:
        """Declare a function that runs at startup, or at shutdown. Write a lifespan instead."""
        warn_user(
            "on_event() is deprecated. Write a lifespan function: what it does at startup before "
            "its `yield`, what it does at shutdown after it.",
            DeprecationWarning,
        )
        self._target._handlers_of(event_type)  # which refuses an event that there is not
        return decorating(lambda function: self._target.add_event_handler(event_type, function))
