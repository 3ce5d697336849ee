"""Path operations and the routers that hold them."""

from __future__ import annotations

import functools
import inspect
import re
from copy import copy
from enum import Enum
from typing import (
    TYPE_CHECKING,
    AbstractSet,
    Any,
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
    Tuple,
)
from weakref import ref

from annotated_doc import Doc
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute as BaseRoute
from starlette.routing import Match as Match
from starlette.routing import Mount as Mount
from starlette.routing import NoMatchFound as NoMatchFound
from starlette.routing import Route, Router, WebSocketRoute, compile_path
from starlette.types import ASGIApp, Receive, Scope, Send
from typing_extensions import Annotated, Unpack

from ._body_limits import METER, limit_body
from ._declaring import Declares
from ._execution.context import OBSERVER
from ._execution.handlers import (
    compile_http,
    compile_route_handler,
    limit_forms,
    serve_responses,
)
from ._execution.observing import Observer
from ._frontend import METHODS, Directory, Frontend, check_frontend_path, find_frontend
from ._lifespan import Events
from ._matching import Matcher
from ._options import (
    DEFAULTS,
    FullRouteOptions,
    RouteOptions,
    RouterOptions,
    check_dependencies,
    combine,
    given,
    takes,
)
from ._other_routes import enter_route
from ._paths import pattern_of, read_path
from ._plan.model import Operation
from ._plan.operations import PLANNED_OPTIONS, check_paths, extend_operation, plan_operation
from ._plan.replies import check_response_class
from ._plan.signature import context_of, place
from ._route_list import TellingList
from ._starlette import init_router, route_path, url_of
from ._views import VIEWS, borrow, dependant_of, forget_views
from ._views import RouteContext as RouteContext
from ._views import iter_route_contexts as iter_route_contexts
from ._websocket_routes import APIWebSocketRoute as APIWebSocketRoute
from .exceptions import DeclarationError, EndpointContext, EtudeError
from .types import DecoratedCallable

if TYPE_CHECKING:
    from ._facade.serving import get_request_handler as get_request_handler
    from ._facade.serving import get_websocket_app as get_websocket_app
    from ._facade.serving import request_response as request_response
    from ._facade.serving import run_endpoint_function as run_endpoint_function
    from ._facade.serving import serialize_response as serialize_response
    from ._facade.serving import websocket_session as websocket_session
else:
    __getattr__ = borrow


def _replaced_handler() -> Callable[..., Any] | None:
    """Return what somebody put in the place of `get_request_handler`, to see all requests."""
    return globals().get("get_request_handler")


def generate_unique_id(route: APIRoute) -> str:
    """Return the operation id of a route: its name, its path and its first method."""
    return _unique_id(route, min(route.methods))


def _unique_id(route: APIRoute, method: str) -> str:
    readable = re.sub(r"\W", "_", f"{route.name}{route.path_format}")
    return f"{readable}_{method.lower()}"


def _name_of(endpoint: Callable[..., Any]) -> str:
    if inspect.isroutine(endpoint) or inspect.isclass(endpoint):
        return endpoint.__name__
    return type(endpoint).__name__


class APIRoute(Route):
    """A path operation: a path, its methods, and the function that answers.

    The options are attributes too. Those that only the document shows may be changed later.
    """

    methods: set[str]
    response_model: Any
    status_code: int | None
    tags: list[str | Enum]
    summary: str | None
    description: str
    response_description: str
    operation_id: str | None
    responses: dict[int | str, dict[str, Any]]
    dependencies: Sequence[Any]
    callbacks: list[BaseRoute]
    openapi_extra: dict[str, Any] | None
    deprecated: bool | None
    generate_unique_id_function: Callable[[Any], str] | None
    response_class: type[Response] | None
    max_body_size: int | None
    observer: Observer | None = None
    dependant = functools.cached_property(dependant_of)

    @takes(FullRouteOptions)
    def __init__(
        self,
        path: Annotated[str, Doc("The path, with the names of its parameters in braces.")],
        endpoint: Annotated[Callable[..., Any], Doc("The function that answers.")],
        *,
        methods: Annotated[Iterable[str] | None, Doc("The methods; by default GET.")] = None,
        dependency_overrides_provider: Annotated[
            Any, Doc("What has `dependency_overrides`; by default the application that serves.")
        ] = None,
        **options: Unpack[FullRouteOptions],
    ) -> None:
        if not callable(endpoint):
            raise DeclarationError(
                f"The endpoint of {path!r} is {endpoint!r}, which cannot be called. Give a function."
            )
        self.path = path
        self.endpoint = endpoint
        self.methods = _methods(path, methods)
        self.dependency_overrides_provider = dependency_overrides_provider
        self.path_format, self.param_convertors = read_path(path)
        self._options = given(options)
        self._signature = getattr(endpoint, "__signature__", None)
        self.name = self._options.get("name") or _name_of(endpoint)
        self.operation = self._plan()
        self._build()

    def __getattr__(self, name: str) -> Any:
        """Show an option, or a part of the plan, as an attribute from when it is first looked at."""
        if name == "path_regex":
            return pattern_of(self.path)
        if name in VIEWS:
            self.__dict__.update(borrow("views_of")(self))
            return self.__dict__[name]
        if name not in FullRouteOptions.__annotations__:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        value = self._options.get(name, DEFAULTS.get(name))
        shown = _SHOWN[name](self, value) if name in _SHOWN else value
        self.__dict__[name] = shown
        return shown

    @property
    def unique_id(self) -> str:
        """The operation id: as given, else made by `generate_unique_id_function`."""
        make = self.generate_unique_id_function or generate_unique_id
        return self.operation_id or make(self)

    def unique_id_for(self, method: str) -> str:
        """Return the operation id of one of the methods."""
        if self.generate_unique_id_function is None and self.operation_id is None:
            return _unique_id(self, method)
        return self.unique_id

    @property
    def where(self) -> EndpointContext:
        """Where the endpoint is declared, and what it serves."""
        return {**context_of(self.endpoint), "path": f"{min(self.methods)} {self.path}"}

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:
        """Return the operation as a function of a request; a subclass may wrap it.

        It is called once for each route, when the route is made or included.
        """
        replaced = _replaced_handler()
        if replaced is not None:
            handler: Callable[[Request], Awaitable[Response]]
            handler = replaced(**borrow("handler_arguments")(self))
            return handler
        return compile_route_handler(self.operation, self.where, self._overridden, self.observer)

    @functools.cached_property
    def app(self) -> ASGIApp:  # type: ignore[override]  # made when it is first needed
        """The ASGI application that serves the operation."""
        return self._make_app()

    def _make_app(self) -> ASGIApp:
        app = self._compile()
        app = limit_forms(app, self._options["form_limits"]) if self._limits_forms else app
        return app if self.max_body_size is None else limit_body(app, self.max_body_size)

    @property
    def _limits_forms(self) -> bool:
        """Tell whether an endpoint reads forms by itself, and how much of them is said."""
        return bool(self._options.get("form_limits")) and self.operation.injects("request")

    @property
    def _has_own_handler(self) -> bool:
        return type(self).get_route_handler is not APIRoute.get_route_handler

    def _build(self) -> None:
        """Make what a subclass makes of the operation; anything else can wait."""
        if self._has_own_handler:
            self.__dict__["app"] = self._make_app()

    def _compile(self) -> ASGIApp:
        if not self._has_own_handler and _replaced_handler() is None:
            return compile_http(self.operation, self.where, self.observer)
        handle = self.get_route_handler()
        return serve_responses(lambda context: handle(context.request))

    def app_with(self, overrides: Mapping[Callable[..., Any], Callable[..., Any]]) -> ASGIApp:
        """Return the ASGI application that calls other dependencies than were declared."""
        if self._has_own_handler:  # which looks for itself what to call
            return self.app
        route = copy(self)
        route.operation = self._plan(overrides)
        forget_views(route)
        route.__dict__.pop("app", None)
        return route.app

    def _overridden(self, scope: Scope) -> Operation | None:
        """Plan a request in whose application dependencies are overridden."""
        provider = self.dependency_overrides_provider or scope.get("app")
        overrides = getattr(provider, "dependency_overrides", None)
        return self._plan(overrides) if overrides else None

    def observed_by(self, observer: Observer) -> APIRoute:
        """Return the route as one that something observes."""
        route = copy(self)
        forget_views(route)
        route.__dict__.pop("app", None)
        route.observer = observer
        return route

    def depend_on(self, dependencies: Sequence[Any]) -> None:
        """Depend on other callables, besides the arguments of the endpoint, than was declared."""
        self._options["dependencies"] = list(dependencies)
        self.operation = self._plan()
        for name in (*VIEWS, "app"):
            self.__dict__.pop(name, None)

    def included(self, prefix: str, layer: Mapping[str, Any]) -> APIRoute:
        """Return the route as it is under a prefix, with what the outer layer says."""
        route = copy(self)
        forget_views(route)
        for name in (*FullRouteOptions.__annotations__, "app"):
            if name != "name":
                route.__dict__.pop(name, None)
        route.path = prefix + self.path
        route.path_format, route.param_convertors = read_path(route.path)
        route._options = combine([layer, self._options])
        has_changed = getattr(self.endpoint, "__signature__", None) is not self._signature
        if has_changed or route.param_convertors.keys() != self.param_convertors.keys():
            route.operation = route._plan()
        elif layer.keys() & PLANNED_OPTIONS:
            route.operation = extend_operation(
                self.operation,
                layer.get("dependencies", ()),
                route.param_convertors.keys(),
                route._options,
            )
        route._build()
        return route

    def _plan(
        self, overrides: Mapping[Callable[..., Any], Callable[..., Any]] | None = None
    ) -> Operation:
        return plan_operation(self.endpoint, self.param_convertors.keys(), self._options, overrides)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request that the route matches, or answer that its method is not allowed."""
        if scope["method"] not in self.methods:
            raise not_allowed(self.methods)
        await self.app(scope, receive, send)


_SHOWN: dict[str, Callable[[APIRoute, Any], Any]] = {
    "tags": lambda route, value: list(dict.fromkeys(value or ())),
    "responses": lambda route, value: value or {},
    "dependencies": lambda route, value: list(value or ()),
    "callbacks": lambda route, value: value or [],
    "description": lambda route, value: _cut(value or _clean(route.endpoint.__doc__ or "")),
}
"""How options look as attributes, where they look otherwise than they were given."""


def _methods(path: str, methods: Iterable[str] | None) -> set[str]:
    if isinstance(methods, str):
        raise DeclarationError(
            f"The methods of {path!r} are the string {methods!r}. Give a list: [{methods!r}]."
        )
    found = {method.upper() for method in (["GET"] if methods is None else methods)}
    if not found:
        raise DeclarationError(f"The methods of {path!r} are an empty list. Give one at least.")
    return found


def _clean(doc: str) -> str:
    """Return a docstring without its indentation, and with its form feeds, which are no blanks."""
    return inspect.cleandoc(doc.replace("\f", "\0")).replace("\0", "\f")


def _cut(text: str) -> str:
    """Return a text up to its first form feed, behind which notes for developers may stand."""
    return text.split("\f")[0].strip()


def not_allowed(methods: Iterable[str]) -> HTTPException:
    """Return the error that says which methods a path has (RFC 9110, section 15.5.6)."""
    return HTTPException(405, headers={"Allow": ", ".join(sorted(methods))})


class FrontendRoute(APIRoute):
    """Files below a path, behind the dependencies of the routers around."""

    frontend: Frontend

    def handler_for(self, scope: Scope) -> ASGIApp:
        """Return what serves a request below the path."""
        if OBSERVER in scope:
            scope[OBSERVER].pass_by(f"{self.path_format}/{{path}}")
        if scope["method"] not in METHODS:
            return self.frontend.refuse
        scope.update(route=self, endpoint=self.endpoint, path_params={})
        overrides = getattr(scope.get("app"), "dependency_overrides", None)
        return self.app_with(overrides) if overrides else self.app


class APIRouter(Declares, Events, Router):
    """A group of path operations that share options.

    The options are attributes too; a change of one holds for what is declared afterwards.
    """

    tags: list[str | Enum]
    dependencies: list[Any]
    callbacks: list[BaseRoute]
    responses: dict[int | str, dict[str, Any]]
    deprecated: bool | None
    include_in_schema: bool
    default_response_class: type[Response] | None
    generate_unique_id_function: Callable[[Any], str] | None
    strict_content_type: bool | None
    max_body_size: int | None

    @takes(RouterOptions)
    def __init__(
        self,
        *,
        prefix: Annotated[str, Doc("A path to put in front of all paths of this router.")] = "",
        routes: Annotated[
            Sequence[BaseRoute] | None, Doc("Routes to begin with, Starlette's ones too.")
        ] = None,
        route_class: Annotated[
            type[APIRoute], Doc("The class of the operations that are declared here.")
        ] = APIRoute,
        redirect_slashes: Annotated[
            bool, Doc("Whether to redirect to the same path with, or without, a slash at its end.")
        ] = True,
        default: Annotated[
            ASGIApp | None, Doc("Serves what no route takes; by default, status 404.")
        ] = None,
        dependency_overrides_provider: Annotated[
            Any, Doc("What has `dependency_overrides`; by default the application that serves.")
        ] = None,
        lifespan: Annotated[
            Callable[[Any], Any] | None,
            Doc("A function of the application that yields once, around the time of serving."),
        ] = None,
        on_startup: Annotated[
            Sequence[Callable[[], Any]] | None, Doc("Functions to call before serving.")
        ] = None,
        on_shutdown: Annotated[
            Sequence[Callable[[], Any]] | None, Doc("Functions to call after serving.")
        ] = None,
        **options: Unpack[RouterOptions],
    ) -> None:
        _check_prefix(prefix)
        self.prefix = prefix
        self._frontends: list[FrontendRoute | Inclusion] = []
        self._is_stale = True
        self._entries: list[BaseRoute | Inclusion] = []
        self._routes: TellingList[BaseRoute] = TellingList(self._adopt)
        self._parents: list[ref[APIRouter]] = []
        self.changed()
        init_router(
            self,
            {
                "routes": routes,
                "redirect_slashes": redirect_slashes,
                "default": default,
            },
        )
        self._init_lifespan(lifespan, on_startup, on_shutdown)
        self.route_class = route_class
        self.dependency_overrides_provider = dependency_overrides_provider
        self._set_options(options)
        self._is_root = False
        """Whether this is the router of an application, whose paths are whole."""

    def _set_options(self, options: Mapping[str, Any]) -> None:
        given(options)  # which refuses wrong ones
        for name in RouterOptions.__annotations__:
            setattr(self, name, options.get(name))
        self.tags = list(self.tags or ())
        self.dependencies = list(self.dependencies or ())
        self.callbacks = list(self.callbacks or ())
        self.responses = dict(self.responses or {})
        self.include_in_schema = self.include_in_schema is not False

    @property
    def _layer(self) -> dict[str, Any]:
        """What the router says of an operation that is added now."""
        said = {name: copy(getattr(self, name)) for name in RouterOptions.__annotations__}
        return {name: value for name, value in said.items() if value not in (None, [], {})}

    # The routes, and those of included routers

    @property
    def routes(self) -> list[BaseRoute]:
        """All routes in the order in which they are tried, those of included routers too."""
        if self._is_stale:
            self._is_stale = False
            self._routes.show(self._flat())
        return self._routes

    @routes.setter
    def routes(self, routes: Iterable[BaseRoute]) -> None:
        self._entries = list(routes)
        self.changed()

    def _flat(self) -> Iterator[BaseRoute]:
        for entry in self._entries:
            if isinstance(entry, Inclusion):
                yield from entry.routes()
            else:
                yield entry

    def originals(self) -> Iterator[Original]:
        """Return the routes as they were declared, with what they get from routers inside."""
        for entry in self._entries:
            if isinstance(entry, Inclusion):
                yield from entry.originals()
            else:
                yield entry, "", (), ()

    def _adopt(self, routes: Sequence[BaseRoute]) -> None:
        """Take over a change that was made to the list of routes itself."""
        inclusions = self._inclusions
        sources = {id(route): entry for entry in inclusions for route in entry.routes()}
        entries = [sources.get(id(route), route) for route in routes]
        distinct = {id(entry): entry for entry in (*entries, *inclusions)}
        self._entries = list(distinct.values())
        self.changed()

    def changed(self) -> None:
        """Note that the routes are others now, here and where this router is included."""
        self._is_stale = True
        self._matcher: Matcher | None = None
        self.version = getattr(self, "version", 0) + 1
        for parent in [reference() for reference in self._parents]:
            if parent is not None:
                parent.changed()

    @takes(RouterOptions)
    def include_router(
        self,
        router: Annotated[APIRouter, Doc("The router whose operations to add.")],
        *,
        prefix: Annotated[str, Doc("A path to put in front of all its paths.")] = "",
        **options: Unpack[RouterOptions],
    ) -> None:
        """Add the operations of another router, also those that it gets later."""
        _check_inclusion(self, router)
        _check_prefix(prefix)
        inclusion = Inclusion(router, prefix, combine([self._layer, options]), self.prefix)
        if self._is_root:
            for route in inclusion.routes():
                self._check(route)
        else:
            self._check_around(list(inclusion.originals()))
        for frontend in inclusion.frontend_routes():
            check_frontend_path(frontend.path or "/")
        self._entries.append(inclusion)
        self._frontends.append(inclusion)
        self._include_lifespan(router)
        router._parents.append(ref(self))
        self.changed()

    def includes(self, router: APIRouter) -> bool:
        """Tell whether a router is included here, directly or by another one."""
        return any(
            entry.router is router or entry.router.includes(router) for entry in self._inclusions
        )

    @property
    def _inclusions(self) -> list[Inclusion]:
        return [entry for entry in self._entries if isinstance(entry, Inclusion)]

    def _check_around(self, new: Sequence[Original]) -> None:
        """Refuse new routes that an application which includes this router could not serve."""
        parents = {id(parent): parent for parent in (made() for made in self._parents) if parent}
        for parent in parents.values():
            for inclusion in parent._inclusions:
                if inclusion.router is self:
                    parent._check_included(inclusion, list(inclusion.around(new)))

    def _check_included(self, inclusion: Inclusion, new: Sequence[Original]) -> None:
        if not self._is_root:
            self._check_around(new)
            return
        for original in new:
            self._check(inclusion.included(original))

    def _check(self, route: BaseRoute) -> None:
        """Refuse a route of an application that can never be reached as it is."""
        if not isinstance(route, (APIRoute, APIWebSocketRoute)):
            return
        if not route.path:
            raise EtudeError(
                f"{place(route.endpoint)} has an empty path under an empty prefix. Give one of the "
                "two a path that begins with a slash."
            )
        if not route.path.startswith(("/", "{")):
            raise DeclarationError(
                f"{place(route.endpoint)} has the path {route.path!r}, which no request has. Begin it "
                "with a slash."
            )
        plan = route.operation if isinstance(route, APIRoute) else route.plan
        check_paths(plan, route.param_convertors.keys())

    @takes(FullRouteOptions)
    def add_api_route(
        self,
        path: str,
        endpoint: Callable[..., Any],
        *,
        methods: Iterable[str] | None = None,
        route_class_override: type[APIRoute] | None = None,
        **options: Unpack[FullRouteOptions],
    ) -> None:
        """Add a path operation: what the method decorators do, as a call."""
        check_response_class(endpoint, options.get("response_class"))
        route_class = route_class_override or self.route_class
        combined = combine([self._layer, options])
        route = route_class(self.prefix + path, endpoint, methods=methods, **combined)
        if self.dependency_overrides_provider is not None:
            route.dependency_overrides_provider = self.dependency_overrides_provider
        self._add(route)

    def _add(self, route: BaseRoute) -> None:
        if self._is_root:
            self._check(route)
        else:
            self._check_around([(route, "", (), ())])
        self._entries.append(route)
        self.changed()

    def _declare(
        self,
        path: str,
        endpoint: Callable[..., Any],
        methods: Iterable[str] | None,
        options: RouteOptions,
    ) -> None:
        self.add_api_route(path, endpoint, methods=methods, **options)

    def add_api_websocket_route(
        self,
        path: str,
        endpoint: Callable[..., Any],
        name: str | None = None,
        *,
        dependencies: Sequence[Any] | None = None,
    ) -> None:
        """Add a WebSocket endpoint: what the decorator `websocket` does, as a call."""
        check_dependencies(dependencies or ())
        all_dependencies = [*self._layer.get("dependencies", ()), *(dependencies or ())]
        self._add(
            APIWebSocketRoute(
                self.prefix + path,
                endpoint,
                name=name,
                dependencies=all_dependencies,
                dependency_overrides_provider=self.dependency_overrides_provider,
            )
        )

    def add_route(
        self,
        path: str,
        endpoint: Callable[..., Any],
        methods: Collection[str] | None = None,
        name: str | None = None,
        include_in_schema: bool = True,
    ) -> None:
        """Add a Starlette endpoint: a function of a request, or a class."""
        super().add_route(self.prefix + path, endpoint, methods, name, include_in_schema)

    def route(
        self,
        path: str,
        methods: Collection[str] | None = None,
        name: str | None = None,
        include_in_schema: bool = True,
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a Starlette endpoint: what `add_route` does, as a decorator."""

        def decorate(endpoint: DecoratedCallable) -> DecoratedCallable:
            self.add_route(path, endpoint, methods, name, include_in_schema)
            return endpoint

        return decorate

    def add_websocket_route(
        self, path: str, endpoint: Callable[..., Any], name: str | None = None
    ) -> None:
        """Add a Starlette WebSocket endpoint."""
        super().add_websocket_route(self.prefix + path, endpoint, name)

    def websocket_route(
        self, path: str, name: str | None = None
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a Starlette WebSocket endpoint: a function of a WebSocket, or a class."""

        def decorate(endpoint: DecoratedCallable) -> DecoratedCallable:
            self.add_websocket_route(path, endpoint, name)
            return endpoint

        return decorate

    def mount(self, path: str, app: ASGIApp, name: str | None = None) -> None:
        """Hand all requests below a path to another ASGI application."""
        super().mount(self.prefix + path, app, name)

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
        whole_path = self.prefix + check_frontend_path(path)
        route = FrontendRoute(whole_path, frontend.serve, methods=METHODS, **combine([self._layer]))
        route.frontend = frontend
        self._frontends.append(route)

    def frontend_routes(self) -> Iterator[FrontendRoute]:
        """Return all frontends in the order of their declaration, those of included routers too."""
        for entry in self._frontends:
            if isinstance(entry, Inclusion):
                yield from entry.frontend_routes()
            else:
                yield entry

    # Serving

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether this router takes a connection where it is included; here, it does.

        A subclass may return `Match.NONE, {}`, by a header for example. Then its routes are passed
        over, and those after it are tried.
        """
        return Match.FULL, {}

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
        scope.setdefault("router", self)
        path = route_path(scope)
        matcher = self._matcher or self.matcher
        route, child_scope, allowed = matcher.find(scope, path)
        if scope.get("path_params"):  # of the applications around this one
            child_scope["path_params"] = {
                **scope["path_params"],
                **child_scope.get("path_params", {}),
            }
        if route is None:
            scope.update(child_scope)
            return self._handler_without_route(scope, path, allowed)
        scope["route"] = route
        if OBSERVER in scope:
            route = scope[OBSERVER].enter(route)
        if not isinstance(route, APIRoute):
            return enter_route(route, scope, child_scope)
        scope.update(child_scope)
        provider = route.dependency_overrides_provider or scope.get("app")
        overrides = getattr(provider, "dependency_overrides", None)
        return route.app_with(overrides) if overrides else route.app

    @property
    def matcher(self) -> Matcher:
        """The routes arranged for the search, anew after each change."""
        if self._matcher is None:
            routes = [route for route in self.routes if not isinstance(route, WebSocketRoute)]
            self._matcher = Matcher(routes, _PLAIN_TYPES)
        return self._matcher

    def _handler_without_route(self, scope: Scope, path: str, allowed: AbstractSet[str]) -> ASGIApp:
        if METER in scope:
            scope[METER].check()
        if allowed:
            _observe(scope, scope["route"])
            return _refusing(not_allowed(allowed), scope)
        if self.redirect_slashes and path != "/":
            other = {**scope, "path": _with_or_without_slash(scope["path"])}
            route, child_scope, methods = self.matcher.find(other, route_path(other))
            if route is not None or methods:
                _observe(scope, route or child_scope["route"])
                return RedirectResponse(url_of(scope, other["path"]))
        frontend = find_frontend(self.frontend_routes(), scope, path)
        return self.default if frontend is None else frontend.handler_for(scope)


def _observe(scope: Scope, route: BaseRoute) -> None:
    if OBSERVER in scope:
        scope[OBSERVER].enter(route)


def _refusing(error: HTTPException, scope: Scope) -> ASGIApp:
    """Raise an error to the application; a router that is served by itself answers it."""
    if "app" in scope:
        raise error
    return PlainTextResponse(error.detail, error.status_code, error.headers)


def _with_or_without_slash(path: str) -> str:
    return path.rstrip("/") if path.endswith("/") else f"{path}/"


Original = Tuple[BaseRoute, str, Tuple[Mapping[str, Any], ...], Tuple["APIRouter", ...]]
"""A route as it was declared; its prefix, and the options of the routers around, outermost first;
and those routers that may decline what comes."""


class Inclusion:
    """A router inside another one: its routes as they are there."""

    def __init__(
        self, router: APIRouter, prefix: str, layer: Mapping[str, Any], outer_prefix: str
    ) -> None:
        self.router = router
        self._prefix = outer_prefix + prefix
        self._layer = layer
        self._made: dict[Any, tuple[Original, Any]] = {}

    def originals(self) -> Iterator[Original]:
        """Return the routes as they were declared, with what they get from all routers here."""
        return self.around(self.router.originals())

    def around(self, originals: Iterable[Original]) -> Iterator[Original]:
        """Return routes of the router with what they get from this inclusion besides."""
        declining = (self.router,) if type(self.router).matches is not APIRouter.matches else ()
        for route, prefix, layers, inner in originals:
            yield route, self._prefix + prefix, (self._layer, *layers), (*declining, *inner)

    def routes(self) -> list[BaseRoute]:
        """Return the routes with prefix and options; the same objects each time."""
        return [self.included(original) for original in self.originals()]

    def frontend_routes(self) -> list[FrontendRoute]:
        """Return the frontends in the same way."""
        routes = self.router.frontend_routes()
        return [self.included((route, self._prefix, (self._layer,), ())) for route in routes]

    def included(self, original: Original) -> Any:
        """Return a route as it is here; the same object each time."""
        route, prefix, layers, declining = original
        key = (id(route), prefix, *map(id, layers))
        if key not in self._made:
            made = _included(route, prefix, combine(layers))
            self._made[key] = (original, _asking_first(declining, made) if declining else made)
        return self._made[key][1]


def _included(route: BaseRoute, prefix: str, layer: Mapping[str, Any]) -> BaseRoute:
    if isinstance(route, (APIRoute, APIWebSocketRoute)):
        return route.included(prefix, layer)
    copied: Any = copy(route)
    if hasattr(route, "path"):
        copied.path = prefix + copied.path
        pattern = f"{copied.path}/{{path:path}}" if isinstance(route, Mount) else copied.path
        copied.path_regex, copied.path_format, copied.param_convertors = compile_path(pattern)
    result: BaseRoute = copied
    return result


def _asking_first(routers: Sequence[APIRouter], route: BaseRoute) -> BaseRoute:
    """Make a route take only what no router around it declines."""
    matches = route.matches

    def matches_unless_declined(scope: Scope) -> tuple[Match, Scope]:
        if any(router.matches(scope)[0] is Match.NONE for router in routers):
            return Match.NONE, {}
        return matches(scope)

    route.matches = matches_unless_declined  # type: ignore[method-assign]  # of this route alone
    return route


def _check_prefix(prefix: str) -> None:
    if prefix and not prefix.startswith("/"):
        raise DeclarationError(f"The prefix {prefix!r} must begin with a slash: '/{prefix}'.")
    if prefix.endswith("/"):
        raise DeclarationError(
            f"The prefix {prefix!r} must not end with a slash, since the paths begin with one."
        )


def _check_inclusion(outer: APIRouter, inner: Any) -> None:
    if not isinstance(inner, APIRouter):
        raise TypeError(
            f"include_router() takes an APIRouter, and got {inner!r}. To serve an application "
            "below a path, use mount()."
        )
    if inner is outer:
        raise DeclarationError("A router cannot include itself.")
    if inner.includes(outer):
        raise DeclarationError("The router includes this one already: that would be a circle.")


_PLAIN_TYPES = {Route, APIRoute}
"""The types of routes that their path and methods alone decide on."""
