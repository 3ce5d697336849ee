"""The application: its routes, its document, and what it answers when something goes wrong."""

from __future__ import annotations

from typing import Any, Callable, Iterable, List, Mapping, Optional, Sequence, Union

from annotated_doc import Doc
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import State
from starlette.exceptions import HTTPException, WebSocketException
from starlette.middleware import Middleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from typing_extensions import Annotated, TypedDict, Unpack

from ._body_limits import BodyTooLarge, meter_body
from ._declaring import Declares
from ._execution.context import RESPONSE_STARTED, remembering
from ._execution.websockets import answer, hang_up, serve_websocket
from ._frontend import Directory
from ._options import DEFAULTS, RouteOptions, RouterOptions, takes
from ._plan.signature import is_coroutine, place
from .exception_handlers import (
    http_exception_handler,
    request_validation_exception_handler,
    websocket_request_validation_exception_handler,
)
from .exceptions import (
    DeclarationError,
    RequestValidationError,
    WebSocketRequestValidationError,
)
from .openapi.docs import (
    asset_route,
    get_redoc_html,
    get_swagger_ui_html,
    get_swagger_ui_oauth2_redirect_html,
    local_assets,
)
from .openapi.documents import check_information, get_openapi
from .routing import APIRouter
from .telemetry import TelemetryConfig, instrument
from .telemetry._settings import read_config
from .types import DecoratedCallable

ExceptionKey = Union[int, "type[Exception]"]
Handler = Callable[..., Any]


class Description(TypedDict, total=False):
    """What the document says about the service (OpenAPI 3.1, sections 4.8.1 and 4.8.2)."""

    title: Annotated[str, Doc("The name of the service.")]
    summary: Annotated[Optional[str], Doc("One line about it.")]
    description: Annotated[str, Doc("More about it, in Markdown.")]
    version: Annotated[str, Doc("The version of the service, not of OpenAPI.")]
    terms_of_service: Annotated[Optional[str], Doc("A URL.")]
    contact: Annotated[Optional[dict], Doc("`name`, `url` and `email`.")]  # type: ignore[type-arg]  # evaluated on 3.8
    license_info: Annotated[Optional[dict], Doc("`name`, and `identifier` or `url`.")]  # type: ignore[type-arg]  # the same
    openapi_tags: Annotated[Optional[List[dict]], Doc("Tags with `name` and `description`.")]  # type: ignore[type-arg]  # the same
    servers: Annotated[Optional[List[dict]], Doc("Servers with `url` and `description`.")]  # type: ignore[type-arg]  # the same
    openapi_external_docs: Annotated[Optional[dict], Doc("`url` and `description`.")]  # type: ignore[type-arg]  # the same
    separate_input_output_schemas: Annotated[
        bool, Doc("Whether a model that looks different in requests has two schemas.")
    ]
    openapi_url: Annotated[
        Optional[str], Doc("Where to serve the document; None turns its pages off too.")
    ]
    docs_url: Annotated[Optional[str], Doc("Where to serve Swagger UI; None turns it off.")]
    redoc_url: Annotated[Optional[str], Doc("Where to serve ReDoc; None turns it off.")]
    swagger_ui_oauth2_redirect_url: Annotated[
        Optional[str], Doc("Where Swagger UI comes back to from an OAuth2 login.")
    ]
    swagger_ui_init_oauth: Annotated[Optional[dict], Doc("What to give to `initOAuth`.")]  # type: ignore[type-arg]  # the same
    swagger_ui_parameters: Annotated[Optional[dict], Doc("Parameters of Swagger UI.")]  # type: ignore[type-arg]  # the same


class AppOptions(RouterOptions, Description, total=False):
    """All options of an application."""


_DESCRIPTION_DEFAULTS: Mapping[str, Any] = {
    "title": "Etude",
    "summary": None,
    "description": "",
    "version": "0.1.0",
    "terms_of_service": None,
    "contact": None,
    "license_info": None,
    "openapi_tags": None,
    "servers": None,
    "openapi_external_docs": None,
    "separate_input_output_schemas": True,
    "openapi_url": "/openapi.json",
    "docs_url": "/docs",
    "redoc_url": "/redoc",
    "swagger_ui_oauth2_redirect_url": "/docs/oauth2-redirect",
    "swagger_ui_init_oauth": None,
    "swagger_ui_parameters": None,
}


class Etude(Declares, Starlette):
    """An ASGI application made of path operations."""

    title: str
    summary: str | None
    description: str
    version: str
    terms_of_service: str | None
    contact: dict[str, Any] | None
    license_info: dict[str, Any] | None
    openapi_tags: list[dict[str, Any]] | None
    servers: list[dict[str, Any]]
    openapi_external_docs: dict[str, Any] | None
    separate_input_output_schemas: bool
    openapi_url: str | None
    docs_url: str | None
    redoc_url: str | None
    swagger_ui_oauth2_redirect_url: str | None
    swagger_ui_init_oauth: dict[str, Any] | None
    swagger_ui_parameters: dict[str, Any] | None
    router: APIRouter

    @takes(AppOptions, {**DEFAULTS, **_DESCRIPTION_DEFAULTS})
    def __init__(
        self,
        *,
        telemetry: Annotated[
            TelemetryConfig | None,
            Doc("What to record with OpenTelemetry, where `etude[telemetry]` is installed."),
        ] = None,
        debug: Annotated[bool, Doc("Whether to show tracebacks to clients.")] = False,
        routes: Annotated[
            Sequence[BaseRoute] | None, Doc("Routes to begin with, Starlette's ones too.")
        ] = None,
        redirect_slashes: Annotated[
            bool, Doc("Whether to redirect to the same path with, or without, a slash at its end.")
        ] = True,
        middleware: Annotated[
            Sequence[Middleware] | None, Doc("Middleware, the outermost first.")
        ] = None,
        exception_handlers: Annotated[
            Mapping[Any, Handler] | None,
            Doc("Functions of a request and an exception, by status code or exception class."),
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
        webhooks: Annotated[
            APIRouter | None,
            Doc("A router whose operations are requests that the service sends of its own accord."),
        ] = None,
        root_path: Annotated[str, Doc("The path under which a proxy serves the application.")] = "",
        root_path_in_servers: Annotated[
            bool, Doc("Whether the document lists the root path as a server.")
        ] = True,
        **options: Unpack[AppOptions],
    ) -> None:
        for name, default in _DESCRIPTION_DEFAULTS.items():
            setattr(self, name, options.pop(name, default))  # type: ignore[misc]  # a known name
        self._check_description()
        self.servers = self.servers or []
        self.openapi_version = "3.1.0"
        self.openapi_schema: dict[str, Any] | None = None
        self._described: dict[str, Any] | None = None
        self._described_version: tuple[int, int] | None = None
        self._telemetry = read_config(telemetry)
        self.debug = debug
        self.root_path = root_path
        self.root_path_in_servers = root_path_in_servers
        self.state = State()
        self.dependency_overrides: dict[Handler, Handler] = {}
        self.router = APIRouter(
            redirect_slashes=redirect_slashes,
            lifespan=lifespan,
            on_startup=on_startup,
            on_shutdown=on_shutdown,
            **options,  # type: ignore[misc]  # what is left are options of the router
        )
        self.router._is_root = True
        self.max_body_size = self.router.max_body_size
        self.webhooks = webhooks or APIRouter()
        self.exception_handlers: dict[Any, Handler] = {
            HTTPException: http_exception_handler,
            RequestValidationError: request_validation_exception_handler,
            WebSocketRequestValidationError: websocket_request_validation_exception_handler,
            **(exception_handlers or {}),
        }
        self.user_middleware = list(middleware or ())
        self.middleware_stack: ASGIApp | None = None
        self.setup()
        self.router.routes.extend(routes or ())

    def _check_description(self) -> None:
        if self.openapi_url is None or self.openapi_url == "":
            return
        for name, example in (("title", "My service"), ("version", "1.0.0")):
            if not getattr(self, name):
                raise DeclarationError(
                    f"The document needs a {name}, and Etude() has none. Give one, for example "
                    f"{name}={example!r}, or turn the document off with openapi_url=None."
                )
        if not self.openapi_url.startswith("/"):
            raise DeclarationError(
                f"openapi_url is {self.openapi_url!r}. It must begin with a slash."
            )
        check_information(self)

    # The document and its pages

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document; it is made once, and again when routes were added.

        A document that was assigned to `openapi_schema` stays. Standard: OpenAPI 3.1.0.
        """
        version = (self.router.version, self.webhooks.version)
        is_assigned = self.openapi_schema is not self._described
        if self.openapi_schema is None or not (is_assigned or version == self._described_version):
            self.openapi_schema = self._described = self._describe()
            self._described_version = version
        return self.openapi_schema

    def _describe(self) -> dict[str, Any]:
        return get_openapi(
            title=self.title,
            version=self.version,
            openapi_version=self.openapi_version,
            summary=self.summary,
            description=self.description,
            terms_of_service=self.terms_of_service,
            contact=self.contact,
            license_info=self.license_info,
            routes=self.routes,
            webhooks=self.webhooks.routes,
            tags=self.openapi_tags,
            servers=self.servers,
            separate_input_output_schemas=self.separate_input_output_schemas,
            external_docs=self.openapi_external_docs,
        )

    def setup(self) -> None:
        """Add the routes of the document and of its pages."""
        if not self.openapi_url:
            return
        self.add_route(
            self.openapi_url, self._serve_document, name="openapi", include_in_schema=False
        )
        if not (self.docs_url or self.redoc_url):
            return
        self.router.routes.append(asset_route(_ASSETS))
        if self.docs_url:
            self.add_route(
                self.docs_url,
                self._serve_swagger_ui,
                name="swagger_ui_html",
                include_in_schema=False,
            )
            if self.swagger_ui_oauth2_redirect_url:
                self.add_route(
                    self.swagger_ui_oauth2_redirect_url,
                    _serve_oauth2_redirect,
                    name="swagger_ui_redirect",
                    include_in_schema=False,
                )
        if self.redoc_url:
            self.add_route(
                self.redoc_url, self._serve_redoc, name="redoc_html", include_in_schema=False
            )

    async def _serve_document(self, request: Request) -> JSONResponse:
        document = self.openapi()
        root_path = _root_path(request)
        listed = {server.get("url") for server in document.get("servers", ())}
        if self.root_path_in_servers and root_path and root_path not in listed:
            servers = [{"url": root_path}, *document.get("servers", ())]
            document = {**document, "servers": servers}
        return JSONResponse(document)

    async def _serve_swagger_ui(self, request: Request) -> HTMLResponse:
        root_path = _root_path(request)
        assets = local_assets(root_path + _ASSETS)
        redirect_url = self.swagger_ui_oauth2_redirect_url
        return get_swagger_ui_html(
            openapi_url=f"{root_path}{self.openapi_url}",
            title=f"{self.title} - Swagger UI",
            swagger_js_url=assets.swagger_js_url,
            swagger_css_url=assets.swagger_css_url,
            swagger_favicon_url=assets.favicon_url,
            oauth2_redirect_url=root_path + redirect_url if redirect_url else None,
            init_oauth=self.swagger_ui_init_oauth,
            swagger_ui_parameters=self.swagger_ui_parameters,
        )

    async def _serve_redoc(self, request: Request) -> HTMLResponse:
        root_path = _root_path(request)
        assets = local_assets(root_path + _ASSETS)
        return get_redoc_html(
            openapi_url=f"{root_path}{self.openapi_url}",
            title=f"{self.title} - ReDoc",
            redoc_js_url=assets.redoc_js_url,
            redoc_favicon_url=assets.favicon_url,
            with_google_fonts=False,
        )

    # Declaring

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
        self.router.add_api_route(path, endpoint, methods=methods, **options)

    def _declare(
        self,
        path: str,
        endpoint: Callable[..., Any],
        methods: Iterable[str] | None,
        options: RouteOptions,
    ) -> None:
        self.router.add_api_route(path, endpoint, methods=methods, **options)

    def add_api_websocket_route(
        self,
        path: str,
        endpoint: Callable[..., Any],
        name: str | None = None,
        *,
        dependencies: Sequence[Any] | None = None,
    ) -> None:
        """Add a WebSocket endpoint: what the decorator `websocket` does, as a call."""
        self.router.add_api_websocket_route(path, endpoint, name, dependencies=dependencies)

    def websocket_route(
        self, path: str, name: str | None = None
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a Starlette WebSocket endpoint: a function of a WebSocket, or a class."""
        return self.router.websocket_route(path, name)

    @takes(RouterOptions)
    def include_router(
        self,
        router: Annotated[APIRouter, Doc("The router whose operations to add.")],
        *,
        prefix: Annotated[str, Doc("A path to put in front of all its paths.")] = "",
        **options: Unpack[RouterOptions],
    ) -> None:
        """Add the operations of a router, also those that it gets later."""
        self.router.include_router(router, prefix=prefix, **options)

    def frontend(
        self,
        path: Annotated[str, Doc("The path below which the files are served.")],
        *,
        directory: Annotated[Directory, Doc("Where the built files are.")],
        fallback: Annotated[
            str | None, Doc("What to send where there is no file: see `APIRouter.frontend`.")
        ] = "auto",
        check_dir: Annotated[
            bool | str,
            Doc("Whether the directory must be there now; `auto`: unless `etude dev` runs."),
        ] = "auto",
    ) -> None:
        """Serve the built files of a single-page application where no route takes a request."""
        self.router.frontend(path, directory=directory, fallback=fallback, check_dir=check_dir)

    def on_event(
        self, event_type: Annotated[str, Doc("`startup` or `shutdown`.")]
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a function that runs at startup, or at shutdown. Write a lifespan instead."""
        return self.router.on_event(event_type)

    def add_exception_handler(
        self,
        exc_class_or_status_code: Annotated[
            ExceptionKey, Doc("What to handle: a class with its subclasses, or a status code.")
        ],
        handler: Annotated[Handler, Doc("A function of request and exception.")],
    ) -> None:
        """Answer an exception by a function. Raises RuntimeError once the application serves."""
        if self.middleware_stack is not None:
            raise RuntimeError(
                "Cannot add an exception handler after an application has started. Add it where "
                "the application is made, before its first request and outside its lifespan."
            )
        self.exception_handlers[exc_class_or_status_code] = handler

    def exception_handler(
        self,
        exc_class_or_status_code: Annotated[
            ExceptionKey, Doc("What to handle: a class with its subclasses, or a status code.")
        ],
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare what to answer when an exception is raised: a function of request and exception."""

        def decorate(handler: DecoratedCallable) -> DecoratedCallable:
            self.add_exception_handler(exc_class_or_status_code, handler)
            return handler

        return decorate

    def middleware(
        self, middleware_type: Annotated[str, Doc("Only `http`.")]
    ) -> Callable[[DecoratedCallable], DecoratedCallable]:
        """Declare a function of a request and of what answers it, around all HTTP requests."""
        from starlette.middleware.base import BaseHTTPMiddleware

        def decorate(dispatch: DecoratedCallable) -> DecoratedCallable:
            self.add_middleware(BaseHTTPMiddleware, dispatch=dispatch)
            return dispatch

        return decorate

    # Serving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection (ASGI 3.0)."""
        if self.root_path and "app" not in scope:  # else a mount has said where it is
            scope["root_path"] = self.root_path
        scope["app"] = self
        if self.middleware_stack is None:
            self.middleware_stack = instrument(self.build_middleware_stack(), self._telemetry)
        await self.middleware_stack(scope, receive, send)

    def build_middleware_stack(self) -> ASGIApp:
        """Return the application inside its middleware; without any, in one piece."""
        app: ASGIApp = self._serve_inside if self.user_middleware else self._serve
        for middleware in reversed(self.user_middleware):
            app = middleware.cls(app, *middleware.args, **middleware.kwargs)
        if self.user_middleware:
            app = self._refusing_large_bodies(app) if self.max_body_size is not None else app
            app = ServerErrorMiddleware(app, handler=self._server_error_handler(), debug=self.debug)
        return app if self.max_body_size is None else meter_body(app, self.max_body_size)

    def _refusing_large_bodies(self, app: ASGIApp) -> ASGIApp:
        """Answer when middleware reads more of a body than the limit allows."""

        async def serve(scope: Scope, receive: Receive, send: Send) -> None:
            try:
                await app(scope, receive, send)
            except BodyTooLarge as error:
                if not await self._handle(error, scope, receive, send):
                    raise

        return serve

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection with nothing around: handle every exception."""
        if scope["type"] != "http":
            await self._serve_inside(scope, receive, send)
            return
        try:
            await self.router.handler_of(scope)(scope, receive, send)
        except Exception as error:
            await self._answer(error, scope, receive, send)

    async def _serve_inside(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection inside middleware: handle the exceptions that have a handler."""
        if scope["type"] == "websocket":
            await serve_websocket(self.router.app, self._handle_in_websocket, scope, receive, send)
            return
        try:
            await self.router.app(scope, receive, send)
        except Exception as error:
            if scope["type"] != "http" or not await self._handle(error, scope, receive, send):
                raise

    async def _answer(self, error: Exception, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an exception; raise it again if nobody handles it."""
        try:
            if not await self._handle(error, scope, receive, send):
                raise error
        except Exception as unhandled:
            await self._answer_server_error(unhandled, scope, receive, send)
            raise

    async def _handle(
        self,
        error: Exception,
        scope: Scope,
        receive: Receive,
        send: Send,
        is_raised_by_handler: bool = False,
    ) -> bool:
        """Answer an exception by its handler; tell whether there is one."""
        handler = self._handler_of(error)
        if handler is None:
            return False
        if RESPONSE_STARTED in scope:
            raise RuntimeError("Caught handled exception, but response already started.") from error
        request = Request(scope, receive, send)
        try:
            response = await _call_handler(handler, request, error)
        except Exception as another:
            if is_raised_by_handler or not await self._handle(another, scope, receive, send, True):
                raise
            return True
        if response is not None:
            await response(scope, receive, remembering(scope, send))
        return True

    async def _handle_in_websocket(self, websocket: WebSocket, error: Exception) -> bool:
        """Handle an exception by its handler; tell whether there is one."""
        handler = self._handler_of(error)
        if handler is not None:
            try:
                response = await _call_handler(handler, websocket, error)
            except (HTTPException, WebSocketException) as another:
                if self._handler_of(another) is handler:
                    raise
                return await self._handle_in_websocket(websocket, another)
            await answer(websocket, error, response)
        elif isinstance(error, WebSocketException):
            await hang_up(websocket, error.code, error.reason)
        else:
            return False
        return True

    def _handler_of(self, error: Exception) -> Handler | None:
        handlers = self.exception_handlers
        if isinstance(error, HTTPException) and error.status_code in handlers.keys() - {500}:
            return handlers[error.status_code]
        classes = [class_ for class_ in type(error).__mro__ if class_ is not Exception]
        return next((handlers[class_] for class_ in classes if class_ in handlers), None)

    def _server_error_handler(self) -> Handler | None:
        handlers: dict[Any, Handler] = self.exception_handlers
        return handlers.get(500) or handlers.get(Exception)

    async def _answer_server_error(
        self, error: Exception, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Answer with status 500, unless an answer has begun."""
        if RESPONSE_STARTED in scope:
            return
        request = Request(scope, receive, send)
        handler = self._server_error_handler()
        response: Response | None
        if self.debug:
            response = ServerErrorMiddleware(self.router).debug_response(request, error)
        elif handler is not None:
            response = await _call_handler(handler, request, error)
        else:
            response = Response("Internal Server Error", 500, media_type="text/plain")
        if response is not None:
            await response(scope, receive, send)


_ASSETS = "/docs/assets"
"""Where the files of the pages are served."""


async def _serve_oauth2_redirect(request: Request) -> HTMLResponse:
    return get_swagger_ui_oauth2_redirect_html()


def _root_path(request: Request) -> str:
    root_path: str = request.scope.get("root_path", "")
    return root_path.rstrip("/")


async def _call_handler(
    handler: Handler, connection: HTTPConnection, error: Exception
) -> Response | None:
    """Return the answer of a handler, or None if it wants none."""
    response: Any
    if is_coroutine(handler):
        response = await handler(connection, error)
    else:
        response = await run_in_threadpool(handler, connection, error)
    if response is not None and not callable(response):
        raise TypeError(
            f"{place(handler)} handles {type(error).__name__} and returns {response!r}. Return a "
            "Response, for example JSONResponse."
        )
    return response  # type: ignore[no-any-return]  # what can be called is taken for a response
