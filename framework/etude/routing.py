"""Path operations and the routers that hold them."""

from __future__ import annotations

import functools
import inspect
import re
from enum import Enum
from typing import AbstractSet, Any, Callable, Iterable, Mapping, Sequence

from annotated_doc import Doc
from starlette.datastructures import URL
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute as BaseRoute
from starlette.routing import Match as Match
from starlette.routing import Mount as Mount
from starlette.routing import NoMatchFound as NoMatchFound
from starlette.routing import Route, Router, compile_path
from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send
from typing_extensions import Annotated, Unpack

from ._execution.handlers import compile_http
from ._matching import Matcher
from ._options import DEFAULTS, RouteOptions, RouterOptions, combine, given, takes
from ._plan.operations import plan_operation
from ._plan.signature import context_of
from ._starlette import init_router, route_path
from .exceptions import DeclarationError, EndpointContext
from .types import DecoratedCallable


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
    callbacks: list[BaseRoute] | None
    openapi_extra: dict[str, Any] | None
    deprecated: bool | None
    generate_unique_id_function: Callable[[Any], str] | None
    response_class: type[Response] | None

    @takes(RouteOptions)
    def __init__(
        self,
        path: Annotated[str, Doc("The path, with the names of its parameters in braces.")],
        endpoint: Annotated[Callable[..., Any], Doc("The function that answers.")],
        *,
        methods: Annotated[Iterable[str] | None, Doc("The methods; by default GET.")] = None,
        **options: Unpack[RouteOptions],
    ) -> None:
        if not callable(endpoint):
            raise DeclarationError(
                f"The endpoint of {path!r} is {endpoint!r}, which cannot be called. Give a function."
            )
        self.path = path
        self.endpoint = endpoint
        self.methods = _methods(path, methods)
        self.path_regex, self.path_format, self.param_convertors = compile_path(path)
        self._set_options(given(options))
        self.operation = plan_operation(endpoint, self.param_convertors.keys(), given(options))

    def _set_options(self, options: Mapping[str, Any]) -> None:
        for name in RouteOptions.__annotations__:
            setattr(self, name, options.get(name, DEFAULTS.get(name)))
        self.name = options.get("name") or _name_of(self.endpoint)
        self.tags = list(self.tags or ())
        self.responses = self.responses or {}
        self.dependencies = list(self.dependencies or ())
        self.description = _cut(self.description or inspect.cleandoc(self.endpoint.__doc__ or ""))

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

    @functools.cached_property
    def app(self) -> ASGIApp:  # type: ignore[override]  # made when it is first needed
        """The ASGI application that serves the operation."""
        return compile_http(self.operation, self.where)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request that the route matches, or answer that its method is not allowed."""
        if scope["method"] not in self.methods:
            raise not_allowed(self.methods)
        await self.app(scope, receive, send)


def _methods(path: str, methods: Iterable[str] | None) -> set[str]:
    if isinstance(methods, str):
        raise DeclarationError(
            f"The methods of {path!r} are the string {methods!r}. Give a list: [{methods!r}]."
        )
    found = {method.upper() for method in (["GET"] if methods is None else methods)}
    if not found:
        raise DeclarationError(f"The methods of {path!r} are an empty list. Give one at least.")
    return found


def _cut(text: str) -> str:
    """Return a text up to its first form feed, behind which notes for developers may stand."""
    return text.split("\f")[0].strip()


def not_allowed(methods: Iterable[str]) -> HTTPException:
    """Return the error that says which methods a path has (RFC 9110, section 15.5.6)."""
    return HTTPException(405, headers={"Allow": ", ".join(sorted(methods))})


class _Routes(list):  # type: ignore[type-arg]  # of routes; generic lists cannot be subclassed on 3.8
    """A list of routes that counts its changes."""

    version = 0


def _counting(name: str) -> Callable[..., Any]:
    method = getattr(list, name)

    @functools.wraps(method)
    def change(self: _Routes, *arguments: Any, **keywords: Any) -> Any:
        self.version += 1
        return method(self, *arguments, **keywords)

    return change


for _name in (
    *("append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse"),
    *("__setitem__", "__delitem__", "__iadd__"),
):
    setattr(_Routes, _name, _counting(_name))


class Declares:
    """The decorators that declare path operations."""

    @takes(RouteOptions)
    def add_api_route(
        self,
        path: str,
        endpoint: Callable[..., Any],
        *,
        methods: Iterable[str] | None = None,
        **options: Unpack[RouteOptions],
    ) -> None:
        """Add a path operation: what the method decorators do, as a call."""
        raise NotImplementedError

    @takes(RouteOptions)
    def api_route(
        self, path: str, *, methods: Iterable[str] | None = None, **options: Unpack[RouteOptions]
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a path operation for any methods; by default GET."""

        def decorate(endpoint: DecoratedCallable) -> DecoratedCallable:
            self.add_api_route(path, endpoint, methods=methods, **options)
            return endpoint

        return decorate

    @takes(RouteOptions)
    def get(
        self, path: str, **options: Unpack[RouteOptions]
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a path operation for GET (RFC 9110, section 9.3.1)."""
        return self.api_route(path, methods=["GET"], **options)

    @takes(RouteOptions)
    def put(
        self, path: str, **options: Unpack[RouteOptions]
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a path operation for PUT (RFC 9110, section 9.3.4)."""
        return self.api_route(path, methods=["PUT"], **options)

    @takes(RouteOptions)
    def post(
        self, path: str, **options: Unpack[RouteOptions]
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a path operation for POST (RFC 9110, section 9.3.3)."""
        return self.api_route(path, methods=["POST"], **options)

    @takes(RouteOptions)
    def delete(
        self, path: str, **options: Unpack[RouteOptions]
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a path operation for DELETE (RFC 9110, section 9.3.5)."""
        return self.api_route(path, methods=["DELETE"], **options)

    @takes(RouteOptions)
    def options(
        self, path: str, **options: Unpack[RouteOptions]
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a path operation for OPTIONS (RFC 9110, section 9.3.7)."""
        return self.api_route(path, methods=["OPTIONS"], **options)

    @takes(RouteOptions)
    def head(
        self, path: str, **options: Unpack[RouteOptions]
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a path operation for HEAD (RFC 9110, section 9.3.2)."""
        return self.api_route(path, methods=["HEAD"], **options)

    @takes(RouteOptions)
    def patch(
        self, path: str, **options: Unpack[RouteOptions]
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a path operation for PATCH (RFC 5789)."""
        return self.api_route(path, methods=["PATCH"], **options)

    @takes(RouteOptions)
    def trace(
        self, path: str, **options: Unpack[RouteOptions]
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a path operation for TRACE (RFC 9110, section 9.3.8)."""
        return self.api_route(path, methods=["TRACE"], **options)


class APIRouter(Declares, Router):
    """A group of path operations that share options."""

    @takes(RouterOptions)
    def __init__(
        self,
        *,
        routes: Annotated[
            Sequence[BaseRoute] | None, Doc("Routes to begin with, Starlette's ones too.")
        ] = None,
        redirect_slashes: Annotated[
            bool, Doc("Whether to redirect to the same path with, or without, a slash at its end.")
        ] = True,
        default: Annotated[
            ASGIApp | None, Doc("Serves what no route takes; by default, status 404.")
        ] = None,
        lifespan: Annotated[
            Lifespan[Any] | None, Doc("An async context manager around the time of serving.")
        ] = None,
        **options: Unpack[RouterOptions],
    ) -> None:
        init_router(
            self,
            {
                "routes": routes,
                "redirect_slashes": redirect_slashes,
                "default": default,
                "lifespan": lifespan,
            },
        )
        self._layer = given(options)

    @property
    def routes(self) -> list[BaseRoute]:
        """The routes, in the order in which they are tried."""
        return self._routes

    @routes.setter
    def routes(self, routes: Iterable[BaseRoute]) -> None:
        self._routes = _Routes(routes)
        self._matcher: Matcher | None = None
        self._matched_version = -1

    @property
    def version(self) -> int:
        """A number that is another one after every change of the routes."""
        return self._routes.version

    @takes(RouteOptions)
    def add_api_route(
        self,
        path: str,
        endpoint: Callable[..., Any],
        *,
        methods: Iterable[str] | None = None,
        **options: Unpack[RouteOptions],
    ) -> None:
        """Add a path operation: what the method decorators do, as a call."""
        combined = combine([self._layer, options])
        self.routes.append(APIRoute(path, endpoint, methods=methods, **combined))

    # Serving

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request to the route that takes it."""
        if scope["type"] == "http":
            await self.handler_of(scope)(scope, receive, send)
        else:
            await super().app(scope, receive, send)

    def handler_of(self, scope: Scope) -> ASGIApp:
        """Return what serves an HTTP request, and note in the scope what its route knows.

        Raises HTTPException with status 405 where the path has routes, but not for the method.
        """
        scope.setdefault("router", self)
        path = route_path(scope)
        route, child_scope, allowed = self.matcher.find(scope, path)
        if route is None:
            return self._handler_without_route(scope, path, allowed)
        if scope.get("path_params"):  # of the applications around this one
            child_scope["path_params"] = {
                **scope["path_params"],
                **child_scope.get("path_params", {}),
            }
        scope["route"] = route
        scope.update(child_scope)
        handler: ASGIApp = route.app if type(route) is APIRoute else route.handle
        return handler

    @property
    def matcher(self) -> Matcher:
        """The routes arranged for the search, anew after each change."""
        if self._matcher is None or self._matched_version != self._routes.version:
            self._matched_version = self._routes.version
            self._matcher = Matcher(self._routes, _PLAIN_TYPES)
        return self._matcher

    def _handler_without_route(self, scope: Scope, path: str, allowed: AbstractSet[str]) -> ASGIApp:
        if allowed:
            raise not_allowed(allowed)
        if self.redirect_slashes and path != "/":
            other = {**scope, "path": _with_or_without_slash(scope["path"])}
            found = self.matcher.find(other, route_path(other))
            if found.route is not None or found.allowed:
                return RedirectResponse(str(URL(scope=other)))
        return self.default


def _with_or_without_slash(path: str) -> str:
    return path.rstrip("/") if path.endswith("/") else f"{path}/"


_PLAIN_TYPES = {Route, APIRoute}
"""The types of routes that their path and methods alone decide on."""
