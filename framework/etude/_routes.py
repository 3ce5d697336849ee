"""Routes to functions whose arguments are planned: path operations and WebSocket endpoints."""

from __future__ import annotations

import functools
import inspect
import re
import sys
from typing import (
    TYPE_CHECKING,
    AbstractSet,
    Any,
    Awaitable,
    Callable,
    ClassVar,
    Iterable,
    Mapping,
    Sequence,
    TypeVar,
)

from annotated_doc import Doc
from starlette.convertors import Convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route, WebSocketRoute, get_name
from starlette.types import ASGIApp, Receive, Scope, Send
from typing_extensions import Annotated, Unpack

from ._answers import Answers, answers_of
from ._body_limits import limit_body
from ._execution.context import OBSERVER, Observer
from ._execution.handlers import (
    PARTS,
    compile_http,
    compile_route_handler,
    limit_forms,
    serve_responses,
)
from ._execution.times import within_times
from ._execution.websockets import compile_websocket
from ._matching import pattern_of, read_path
from ._methods import allowed_methods, for_method, not_allowed, telling
from ._options import (
    DEFAULTS,
    Endpoint,
    FullRouteOptions,
    Methods,
    OverridesProvider,
    PartOptions,
    RouteName,
    RoutePath,
    Talker,
    WebSocketOptions,
    combine,
    given,
    takes,
)
from ._parts import Around, part_of, within
from ._plan.model import Call, Operation, Plan
from ._plan.operations import (
    PLANNED_OPTIONS,
    extend_operation,
    extend_websocket,
    plan_operation,
    plan_websocket,
)
from ._plan.signature import context_of, place
from ._views import OF_PLAN, VIEWS, borrow, dependant_of
from .exceptions import DeclarationError, EndpointContext, EtudeError

Overrides = Mapping[Callable[..., Any], Callable[..., Any]]
"""What to call in the place of dependencies."""
_Route = TypeVar("_Route", bound="PlannedRoute")
_OF_PLAN = OF_PLAN | {"app", "core", "answers", "_made", "_own_app"}
"""The attributes of a route that are made of its plan when they are needed."""


class _Shown:
    """An attribute of a route that is made when somebody first looks at it.

    A `__getattr__` would do as well, and make every other attribute slower to read.
    """

    def __init__(self, name: str, make: Callable[[Any, str], Any]) -> None:
        self._name = name
        self._make = make

    def __get__(self, route: Any, owner: type[Any]) -> Any:
        return self if route is None else self._make(route, self._name)


class PlannedRoute(BaseRoute):
    """A path to a function whose arguments and dependencies are planned."""

    path: str
    """The path as it was declared, with all prefixes; `path_format` names no convertors."""
    path_format: str
    param_convertors: dict[str, Convertor[Any]]
    endpoint: Callable[..., Any]
    name: str
    dependency_overrides_provider: Any
    plan: Any
    """What is decided of the calls: an Operation, or the Plan of a WebSocket endpoint."""
    observer: Observer | None = None
    parts: tuple[Around, ...] = ()
    """What has handlers and middleware around this route, the outermost first."""
    dependant = functools.cached_property(dependant_of)
    path_regex = _Shown("path_regex", lambda route, _: pattern_of(route.path))
    _verb: str
    """What stands before the path where an error names the route."""
    _shown: ClassVar[AbstractSet[str]]
    """The options that are attributes too."""
    _anew: ClassVar[frozenset[str]]
    """What a route has anew where it is included."""

    _plan: Callable[..., Any]
    """Plans the calls, with overrides if some are given."""
    _extended_plan: Callable[[Mapping[str, Any]], Any]
    """Plans them with what an outer layer says besides."""
    _make_app: Callable[[], ASGIApp]
    """Makes the ASGI application of the plan."""
    _made: ASGIApp | None = None
    """What `app` was when it was made here, which tells it from one that a subclass has set."""
    _own_app: ASGIApp | None = None
    """What a subclass has set as `app`, once parts stand around it."""
    _called: Call | None = None
    """What somebody has put in the place of the endpoint."""

    def _declare(
        self, path: str, endpoint: Callable[..., Any], provider: Any, options: Mapping[str, Any]
    ) -> None:
        if not callable(endpoint):
            raise DeclarationError(
                f"The endpoint of {path!r} is {endpoint!r}, which cannot be called. Give a function."
            )
        self.endpoint = endpoint
        self.dependency_overrides_provider = provider
        self._options = given(options)
        self.parts = part_of(self._options)
        self._signature = getattr(endpoint, "__signature__", None)
        self.name = self._options.get("name") or get_name(endpoint)
        self.path = path
        self.path_format, self.param_convertors = read_path(path)
        self.plan = self._plan()

    def _stand_under(self, prefix: str) -> None:
        """Let the path begin with a prefix, and share what the prefix does not change."""
        path, has_convertors = prefix + self.path, self.path_format != self.path
        if "{" in prefix:
            self.path_format, self.param_convertors = read_path(path)
        else:
            self.path_format = prefix + self.path_format if has_convertors else path
        self.path = path

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    @property
    def where(self) -> EndpointContext:
        """Where the endpoint is declared, and what it serves."""
        return {**context_of(self.endpoint), "path": f"{self._verb} {self.path}"}

    @functools.cached_property
    def app(self) -> ASGIApp:
        """The ASGI application that serves the route, made when it is first needed."""
        self._made = within(self.parts, self.core)
        return self._made

    @functools.cached_property
    def core(self) -> ASGIApp:
        """The application without the parts around it."""
        return self._own_app or self._make_app()

    def stand_within(self, parts: tuple[Around, ...]) -> None:
        """Let other parts stand around the application."""
        self._take_apart()
        self.parts = parts

    def _take_apart(self) -> None:
        """Forget the application with its parts; one that a subclass has set stays what serves."""
        app = self.__dict__.pop("app", None)
        if app is not None and app is not self._made:
            self._own_app = app
            self.__dict__.pop("core", None)

    def call_instead(self, call: Call) -> None:
        """Call another function than the endpoint, with the same arguments and maybe others."""
        self._called = call
        self._change_plan(self.plan.calling(call))

    def _plan_with(self, overrides: Overrides | None = None) -> Any:
        plan = self._plan(overrides)
        return plan if self._called is None else plan.calling(self._called)

    def _change_plan(self, plan: Any) -> None:
        self.plan = plan
        self._take_apart()
        self.__dict__.pop("core", None)

    @functools.cached_property
    def answers(self) -> Answers | None:
        """What is answered otherwise than by default when something is raised."""
        return answers_of(self._options, self.plan.raised)

    def _copy(self: _Route, without: frozenset[str] = _OF_PLAN) -> _Route:
        """Return a route like this one, without what is made of its plan when it is needed."""
        route: _Route = object.__new__(type(self))
        route.__dict__.update(self.__dict__)
        for name in () if without.isdisjoint(route.__dict__) else without & route.__dict__.keys():
            del route.__dict__[name]
        return route

    def check(self) -> None:
        """Refuse a route of an application that can never be reached as it is."""
        if not self.path:
            raise EtudeError(
                f"{place(self.endpoint)} has an empty path under an empty prefix. Give one of the "
                "two a path that begins with a slash."
            )
        if not self.path.startswith(("/", "{")):
            raise DeclarationError(
                f"{place(self.endpoint)} has the path {self.path!r}, which no request has. Begin it "
                "with a slash."
            )

    def included(self: _Route, prefix: str, layer: Mapping[str, Any]) -> _Route:
        """Return the route as it is under a prefix, with what the outer layer says."""
        route = self._copy(self._anew)
        route._stand_under(prefix)
        route._options = combine(layer, self._options)
        signature = getattr(self.endpoint, "__signature__", None)
        is_known = route.param_convertors.keys() == self.param_convertors.keys()
        is_known = is_known and signature is self._signature
        route.plan = route._extended_plan(layer) if is_known else route._plan()
        return route

    def observed_by(self: _Route, observer: Observer) -> _Route:
        """Return the route as one that something observes."""
        route = self._copy()
        route.observer = observer
        return route

    def overrides_in(self, scope: Scope) -> Overrides | None:
        """Return what a connection has to call in the place of dependencies."""
        provider = self.dependency_overrides_provider or scope.get("app")
        overrides: Overrides | None = getattr(provider, "dependency_overrides", None)
        return overrides

    def app_with(self, overrides: Overrides) -> ASGIApp:
        """Return the ASGI application that calls other dependencies than were declared."""
        route = self._copy()
        route.plan = self._plan_with(overrides)
        return within(self.parts, route._make_app())

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether a connection is for this route, and what the route adds to its scope."""
        match, child_scope = super().matches(scope)
        return match, {**child_scope, "route": self} if child_scope else child_scope


def generate_unique_id(route: Annotated[APIRoute, Doc("A path operation.")]) -> str:
    """Return the operation id of a route: its name, its path and its first method."""
    return _unique_id(route, min(route.methods))


def _unique_id(route: APIRoute, method: str) -> str:
    readable = re.sub(r"\W", "_", f"{route.name}{route.path_format}")
    return f"{readable}_{method.lower()}"


class APIRoute(PlannedRoute, Route):
    """A path operation: a path, its methods, and the function that answers.

    The options are attributes too. Those that only the document shows may be changed later.
    """

    methods: set[str]
    plan: Operation
    _shown = FullRouteOptions.__annotations__.keys() - {"name", *PartOptions.__annotations__}
    _anew = _OF_PLAN | _shown

    @takes(FullRouteOptions)
    def __init__(
        self,
        path: RoutePath,
        endpoint: Endpoint,
        *,
        methods: Methods = None,
        dependency_overrides_provider: OverridesProvider = None,
        **options: Unpack[FullRouteOptions],
    ) -> None:
        self.methods = _methods(path, methods)
        self._verb = min(self.methods)
        self._declare(path, endpoint, dependency_overrides_provider, options)
        self._build()

    @property
    def operation(self) -> Operation:
        """The plan of the operation."""
        return self.plan

    @property
    def unique_id(self) -> str:
        """The operation id: as given, else made by `generate_unique_id_function`."""
        make = self.generate_unique_id_function or generate_unique_id
        unique_id: str = self.operation_id or make(self)
        return unique_id

    def unique_id_for(self, method: str) -> str:
        """Return the operation id of one of the methods."""
        if self.generate_unique_id_function is None and self.operation_id is None:
            return _unique_id(self, method)
        return self.unique_id

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:
        """Return the operation as a function of a request; a subclass may wrap it.

        It is called once for each route, when the route is made or included.
        """
        replaced = _replaced_handler()
        if replaced is not None:
            handler: Callable[[Request], Awaitable[Response]]
            handler = replaced(**borrow("handler_arguments")(self))
            return handler
        return compile_route_handler(self.plan, self.where, self._overridden, self.observer)

    def _overridden(self, scope: Scope) -> Operation | None:
        """Plan a request in whose application dependencies are overridden."""
        overrides = self.overrides_in(scope)
        return self._plan_with(overrides) if overrides else None

    @property
    def _has_own_handler(self) -> bool:
        return type(self).get_route_handler is not APIRoute.get_route_handler

    def _build(self) -> None:
        """Make what a subclass makes of the operation; anything else can wait."""
        if self._has_own_handler:
            self.__dict__["core"] = self._make_app()

    def _make_app(self) -> ASGIApp:
        app = self._compile()
        form_limits = self._options.get("form_limits")
        if form_limits and self.plan.injects("request"):  # an endpoint may read forms by itself
            app = limit_forms(app, form_limits)
        app = within_times(app, self._options)
        return app if self.max_body_size is None else limit_body(app, self.max_body_size)

    def _compile(self) -> ASGIApp:
        if not self._has_own_handler and _replaced_handler() is None:
            return compile_http(self.plan, self.where, self.observer)
        handle = self.get_route_handler()
        return serve_responses(lambda context: handle(context.request))

    def app_with(self, overrides: Overrides) -> ASGIApp:
        """Return the ASGI application that calls other dependencies than were declared."""
        return self.app if self._has_own_handler else super().app_with(overrides)

    def depend_on(self, dependencies: Sequence[Any]) -> None:
        """Depend on other callables, besides the arguments of the endpoint, than was declared."""
        self._options = {**self._options, "dependencies": list(dependencies)}
        self._change_plan(self._plan_with())
        for name in VIEWS:
            self.__dict__.pop(name, None)

    def included(self, prefix: str, layer: Mapping[str, Any]) -> APIRoute:
        """Return the route as it is under a prefix, with what the outer layer says."""
        route = super().included(prefix, layer)
        route._build()
        return route

    def _plan(self, overrides: Overrides | None = None) -> Operation:
        return plan_operation(self.endpoint, self.param_convertors.keys(), self._options, overrides)

    def _extended_plan(self, layer: Mapping[str, Any]) -> Operation:
        if not layer.keys() & PLANNED_OPTIONS:
            return self.plan
        names, before = self.param_convertors.keys(), layer.get("dependencies", ())
        return extend_operation(self.plan, before, names, self._options)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request that the path matches, or answer that its method is not allowed."""
        method, allowed = scope["method"], allowed_methods([self])
        if method not in allowed:
            raise not_allowed(allowed)
        is_declared = method in self.methods or method == "HEAD"
        app = for_method(scope, self.app) if is_declared else telling(allowed)
        await app(scope, receive, send)


def _replaced_handler() -> Callable[..., Any] | None:
    """Return what somebody put in the place of `get_request_handler`, to see all requests.

    Where only a part of what that makes was replaced, it is that itself.
    """
    own = vars(sys.modules[f"{__package__}.routing"])
    replaced: Callable[..., Any] | None = own.get("get_request_handler")
    return borrow("get_request_handler") if replaced is None and own.keys() & PARTS else replaced


def _methods(path: str, methods: Iterable[str] | None) -> set[str]:
    if isinstance(methods, str):
        raise DeclarationError(
            f"The methods of {path!r} are the string {methods!r}. Give a list: [{methods!r}]."
        )
    found = {method.upper() for method in (["GET"] if methods is None else methods)}
    if not found:
        raise DeclarationError(f"The methods of {path!r} are an empty list. Give one at least.")
    return found


def _description(route: PlannedRoute, given: str | None) -> str:
    """Return what is said of an operation, up to a form feed, behind which notes may stand."""
    doc = (route.endpoint.__doc__ or "").replace("\f", "\0")  # which is no indentation
    text = given or inspect.cleandoc(doc).replace("\0", "\f")
    return text.split("\f")[0].strip()


def _show_option(route: PlannedRoute, name: str) -> Any:
    """Let an option that was given, or its default, be an attribute from now on."""
    value = route._options.get(name, DEFAULTS.get(name))
    shown = _SHOWN[name](route, value) if name in _SHOWN else value
    route.__dict__[name] = shown
    return shown


def _show_plan(route: APIRoute, name: str) -> Any:
    """Let the parts of the plan be attributes from now on."""
    route.__dict__.update(borrow("views_of")(route))
    return route.__dict__[name]


_SHOWN: dict[str, Callable[[PlannedRoute, Any], Any]] = {
    "tags": lambda route, value: list(dict.fromkeys(value or ())),
    "responses": lambda route, value: value or {},
    "dependencies": lambda route, value: list(value or ()),
    "callbacks": lambda route, value: value or [],
    "description": _description,
}
"""How options look as attributes, where they look otherwise than they were given."""


class APIWebSocketRoute(PlannedRoute, WebSocketRoute):
    """A path to a function that talks over a WebSocket."""

    _verb = "WS"
    _shown = WebSocketOptions.__annotations__.keys() - PartOptions.__annotations__
    _anew = _OF_PLAN | _shown

    @takes(WebSocketOptions)
    def __init__(
        self,
        path: RoutePath,
        endpoint: Talker,
        *,
        name: RouteName = None,
        dependency_overrides_provider: OverridesProvider = None,
        **options: Unpack[WebSocketOptions],
    ) -> None:
        named = {"name": name, **options}
        self._declare(path, endpoint, dependency_overrides_provider, named)

    def _plan(self, overrides: Overrides | None = None) -> Plan:
        return plan_websocket(self.endpoint, self.param_convertors.keys(), self._options, overrides)

    def _extended_plan(self, layer: Mapping[str, Any]) -> Plan:
        return extend_websocket(self.plan, layer.get("dependencies", ()), self._options)

    def _make_app(self) -> ASGIApp:
        return compile_websocket(self.plan, self.where, self.observer)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection that the route matches."""
        route = scope[OBSERVER].enter(self) if OBSERVER in scope else self
        overrides = self.overrides_in(scope)
        await (route.app_with(overrides) if overrides else route.app)(scope, receive, send)


def _let_show(
    route_class: type[Any], names: Iterable[str], make: Callable[[Any, str], Any]
) -> None:
    for name in names:
        setattr(route_class, name, _Shown(name, make))


_let_show(APIRoute, APIRoute._shown, _show_option)
_let_show(APIRoute, VIEWS, _show_plan)
_let_show(APIWebSocketRoute, APIWebSocketRoute._shown, _show_option)
