"""The decorators that declare path operations, for applications and routers alike."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Sequence

from annotated_doc import Doc
from typing_extensions import Annotated, Unpack

from ._options import RouteOptions, takes
from .types import DecoratedCallable


class Declares:
    """The decorators that declare path operations."""

    def _declare(
        self,
        path: str,
        endpoint: Callable[..., Any],
        methods: Iterable[str] | None,
        options: RouteOptions,
    ) -> None:
        """Add a path operation."""
        raise NotImplementedError  # pragma: no cover  # both subclasses have their own

    @takes(RouteOptions)
    def api_route(
        self, path: str, *, methods: Iterable[str] | None = None, **options: Unpack[RouteOptions]
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a path operation for any methods; by default GET."""

        def decorate(endpoint: DecoratedCallable) -> DecoratedCallable:
            self._declare(path, endpoint, methods, options)
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

    add_api_websocket_route: Callable[..., None]
    """What the decorator `websocket` does, as a call."""

    def websocket(
        self,
        path: Annotated[str, Doc("The path, with the names of its parameters in braces.")],
        name: Annotated[
            str | None, Doc("What `url_path_for` calls it; by default the function's name.")
        ] = None,
        *,
        dependencies: Annotated[
            Sequence[Any] | None,
            Doc("Dependencies to run before the endpoint; their results are not used."),
        ] = None,
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a WebSocket endpoint (RFC 6455): it accepts, talks, and may close."""

        def decorate(endpoint: DecoratedCallable) -> DecoratedCallable:
            self.add_api_websocket_route(path, endpoint, name, dependencies=dependencies)
            return endpoint

        return decorate
