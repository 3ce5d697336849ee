"""The application: its routes, its document, and what it answers when something goes wrong."""

from __future__ import annotations

from typing import Any, AsyncContextManager, Callable, TypeVar, overload

from annotated_doc import Doc
from starlette.applications import Starlette
from starlette.datastructures import State
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from typing_extensions import Annotated, Unpack

from ._answers import answers_of
from ._body_limits import limit_body
from ._declaring import Declares
from ._execution.sharing import AppDependencies, Gives
from ._execution.websockets import serve_websocket
from ._handling import HandlesExceptions
from ._options import Handler, OwnRouterOptions, takes
from ._starlette import calls_directly
from .exceptions import DeclarationError
from .openapi import documents as about
from .openapi.docs import (
    asset_route,
    get_redoc_html,
    get_swagger_ui_html,
    get_swagger_ui_oauth2_redirect_html,
    local_assets,
)
from .openapi.documents import check_information, get_openapi
from .openapi.versions import full_version
from .routing import APIRouter
from .telemetry import TelemetryConfig, has_other_recorder, instrument, read_config

_T = TypeVar("_T")


class Etude(Declares, HandlesExceptions, Starlette):
    """An ASGI application made of path operations."""

    router: APIRouter

    @takes(OwnRouterOptions)
    def __init__(
        self,
        *,
        title: about.Title = "Etude",
        summary: about.Summary = None,
        description: about.Description = "",
        version: about.Version = "0.1.0",
        terms_of_service: about.TermsOfService = None,
        contact: about.ContactInfo = None,
        license_info: about.LicenseInfo = None,
        openapi_tags: about.Tags = None,
        servers: about.Servers = None,
        openapi_external_docs: about.ExternalDocs = None,
        separate_input_output_schemas: about.IsSplit = True,
        openapi_version: about.OpenAPIVersion = "3.1.0",
        openapi_url: Annotated[
            str | None, Doc("Where to serve the document; None turns its pages off too.")
        ] = "/openapi.json",
        docs_url: Annotated[
            str | None, Doc("Where to serve Swagger UI; None turns it off.")
        ] = "/docs",
        redoc_url: Annotated[
            str | None, Doc("Where to serve ReDoc; None turns it off.")
        ] = "/redoc",
        swagger_ui_oauth2_redirect_url: Annotated[
            str | None, Doc("Where Swagger UI comes back to from an OAuth2 login.")
        ] = "/docs/oauth2-redirect",
        swagger_ui_init_oauth: Annotated[
            dict[str, Any] | None, Doc("What to give to `initOAuth`.")
        ] = None,
        swagger_ui_parameters: Annotated[
            dict[str, Any] | None, Doc("Parameters of Swagger UI.")
        ] = None,
        telemetry: Annotated[
            TelemetryConfig | None,
            Doc("What to record with OpenTelemetry, where `etude[telemetry]` is installed."),
        ] = None,
        debug: Annotated[bool, Doc("Whether to show tracebacks to clients.")] = False,
        cors_on_server_errors: Annotated[
            bool, Doc("Whether `CORSMiddleware` adds its headers to status 500 as well.")
        ] = True,
        webhooks: Annotated[
            APIRouter | None,
            Doc("A router whose operations are requests that the service sends of its own accord."),
        ] = None,
        root_path: Annotated[str, Doc("The path under which a proxy serves the application.")] = "",
        root_path_in_servers: Annotated[
            bool, Doc("Whether the document lists the root path as a server.")
        ] = True,
        **options: Unpack[OwnRouterOptions],
    ) -> None:
        self.title = title
        self.summary = summary
        self.description = description
        self.version = version
        self.terms_of_service = terms_of_service
        self.contact = contact
        self.license_info = license_info
        self.openapi_tags = openapi_tags
        self.servers = servers or []
        self.openapi_external_docs = openapi_external_docs
        self.separate_input_output_schemas = separate_input_output_schemas
        self.openapi_url = openapi_url
        self.docs_url = docs_url
        self.redoc_url = redoc_url
        self.swagger_ui_oauth2_redirect_url = swagger_ui_oauth2_redirect_url
        self.swagger_ui_init_oauth = swagger_ui_init_oauth
        self.swagger_ui_parameters = swagger_ui_parameters
        self.openapi_version = full_version(openapi_version)
        self.openapi_schema: dict[str, Any] | None = None
        self._described: dict[str, Any] | None = None
        self._described_version: tuple[int, int] | None = None
        self._telemetry = read_config(telemetry)
        self.debug = debug
        self.root_path = root_path
        self.root_path_in_servers = root_path_in_servers
        self.state = State()
        self.dependency_overrides: dict[Handler, Handler] = {}
        self.app_dependencies = AppDependencies(self)
        routes, middleware = options.pop("routes", None), options.pop("middleware", None)
        self._init_handlers(options.pop("exception_handlers", None))
        self.router = APIRouter(**options)
        self.router._is_root = True
        self.answers = answers_of(options)
        self.max_body_size = self.router.max_body_size
        self.webhooks = webhooks or APIRouter()
        self.cors_on_server_errors = cors_on_server_errors
        self.user_middleware = list(middleware or ())
        self.middleware_stack: ASGIApp | None = None
        self._bare_stack: ASGIApp = self._serve
        self._check_description()
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

        A document that was assigned to `openapi_schema` stays. Standard: OpenAPI in the version
        that `openapi_version` names.
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
        redirect_url = self.docs_url and self.swagger_ui_oauth2_redirect_url
        pages = {
            "openapi": (self.openapi_url, self._serve_document),
            "swagger_ui_html": (self.docs_url, self._serve_swagger_ui),
            "swagger_ui_redirect": (redirect_url, _serve_oauth2_redirect),
            "redoc_html": (self.redoc_url, self._serve_redoc),
        }
        for name, (path, serve) in pages.items():
            if path:
                self.add_route(path, serve, name=name, include_in_schema=False)
        if self.docs_url or self.redoc_url:
            self.router.routes.append(asset_route(_ASSETS))

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

    # Dependencies outside of requests

    @overload
    def resolve(self, dependency: Callable[..., Gives[_T]]) -> AsyncContextManager[_T]: ...
    @overload
    def resolve(self, dependency: Callable[..., _T]) -> AsyncContextManager[_T]: ...
    def resolve(
        self,
        dependency: Annotated[Callable[..., Any], Doc("A dependency that needs no request.")],
    ) -> AsyncContextManager[Any]:
        """Return what to enter to use a dependency outside of requests: in a lifespan, in a command.

        While the application serves, one that its operations use with `scope="app"` is theirs. Any
        other is made for the block, with what it depends on, and closed behind it. Overrides apply.

        Raises DeclarationError for a dependency that takes something from a request.
        """
        return self.app_dependencies.resolve(dependency)

    # Serving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection (ASGI 3.0)."""
        is_bare = self.middleware_stack is self._bare_stack
        if not is_bare or self.root_path or scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        scope["app"] = self
        try:  # as `_serve`, in two coroutines less
            await self.router.handler_of(scope)(scope, receive, send)
        except Exception as error:
            await self._answer(error, scope, receive, send)

    def build_middleware_stack(self) -> ASGIApp:
        """Return the application inside its middleware; without any, in one piece."""
        # Any other object, as each `self._serve` is, makes `__call__` go by way of Starlette's own.
        bare = self._bare_stack if calls_directly() else self._serve
        app: ASGIApp = self._serve_inside if self.user_middleware else bare
        for middleware in reversed(self.user_middleware):
            app = middleware.cls(app, *middleware.args, **middleware.kwargs)
        app = self._around_middleware(app) if self.user_middleware else app
        if self.max_body_size is not None:
            app = limit_body(app, self.max_body_size, is_final=False)
        app = app if has_other_recorder(self) else instrument(app, self._telemetry)
        # What replaces this method looks into the stack, where Starlette's outermost is this one.
        return ServerErrorMiddleware(app) if "build_middleware_stack" in vars(self) else app

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection with nothing around: handle every exception."""
        if self.root_path:
            self._stand_at_root(scope)
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
            await serve_websocket(self.router.app, self._handle, scope, receive, send)
            return
        try:
            await self.router.app(scope, receive, send)
        except Exception as error:
            if scope["type"] != "http" or not await self._handle(error, scope, receive, send):
                raise


_ASSETS = "/docs/assets"
"""Where the files of the pages are served."""


async def _serve_oauth2_redirect(request: Request) -> HTMLResponse:
    return get_swagger_ui_oauth2_redirect_html()


def _root_path(request: Request) -> str:
    root_path: str = request.scope.get("root_path", "")
    return root_path.rstrip("/")
