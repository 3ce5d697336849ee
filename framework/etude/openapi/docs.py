"""The pages that show an OpenAPI document, Swagger UI and ReDoc, and the files that they load.

An application serves the files itself, from this package, so that its pages work without the internet.
A page made by hand loads them from a content delivery network unless it is given other addresses.
"""

from __future__ import annotations

import gzip
import json
import re
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any, Mapping
from urllib.parse import quote

from annotated_doc import Doc
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route
from typing_extensions import Annotated

from etude._values import value
from etude.encoders import jsonable_encoder

_HERE = Path(__file__).parent
_RECORDED = json.loads((_HERE / "static" / "versions.json").read_text(encoding="utf-8"))["assets"]
_NAMES = {key: asset["served_as"] for key, asset in _RECORDED.items()}
"""The names of the files that the pages load; they change with their content."""

_FILES = {asset["served_as"]: _HERE / "static" / asset["file"] for asset in _RECORDED.values()}
_MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)
"""An `Accept-Encoding` that names gzip and does not refuse it by weight (RFC 9110, 12.5.3)."""

_CDN = "https://cdn.jsdelivr.net/npm"
_FONTS = "https://fonts.googleapis.com/css?family=Montserrat:300,400,700|Roboto:300,400,700"

FAVICON_DATA_URL: str = "data:image/svg+xml," + quote(
    _FILES[_NAMES["FAVICON"]].read_text(encoding="utf-8").strip()
)
"""The icon of both pages as an address that needs no request (RFC 2397)."""

swagger_ui_default_parameters: Annotated[
    dict[str, Any], Doc("What Swagger UI is configured with unless a page says otherwise.")
] = {
    "dom_id": "#swagger-ui",
    "layout": "BaseLayout",
    "deepLinking": True,
    "showExtensions": True,
    "showCommonExtensions": True,
}


@value
class Assets:
    """Where a page finds the files that it loads."""

    swagger_js_url: str
    swagger_css_url: str
    redoc_js_url: str
    favicon_url: str


def local_assets(
    base_url: Annotated[str, Doc("The path under which `asset_route` serve, with `root_path`.")],
) -> Assets:
    """Return the addresses of the files that this package holds."""
    base = base_url.rstrip("/")
    return Assets(**{f"{key.lower()}_url": f"{base}/{name}" for key, name in _NAMES.items()})


def asset_route(prefix: Annotated[str, Doc("The path under which to serve the files.")]) -> Route:
    """Return the route that serves the files of the pages to GET and HEAD.

    Their names hold a checksum of their content, so clients may keep them for ever (RFC 8246). Any
    other name is answered with 404.
    """
    path = prefix.rstrip("/") + "/{name}"
    return Route(path, _serve_asset, methods=["GET"], name="docs_assets", include_in_schema=False)


def _serve_asset(request: Request) -> Response:
    name = request.path_params["name"]
    file = _FILES.get(name)
    if file is None:
        raise HTTPException(status_code=404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    media_type = _MEDIA_TYPES[Path(name).suffix]
    if file.suffix != ".gz":
        return FileResponse(file, headers=headers, media_type=media_type)
    headers["Vary"] = "Accept-Encoding"
    if not _ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")):
        content = gzip.decompress(file.read_bytes())
        return Response(content, headers=headers, media_type=media_type)
    headers["Content-Encoding"] = "gzip"
    return FileResponse(file, headers=headers, media_type=media_type)


_OpenAPIURL = Annotated[str, Doc("Where the page finds the OpenAPI document.")]
_Title = Annotated[str, Doc("The title of the page.")]
_Script = Annotated[str, Doc("Where the page finds its script.")]
_Icon = Annotated[str, Doc("Where the page finds its icon. The default needs no request.")]


def get_swagger_ui_html(
    *,
    openapi_url: _OpenAPIURL,
    title: _Title,
    swagger_js_url: _Script = f"{_CDN}/swagger-ui-dist@5/swagger-ui-bundle.js",
    swagger_css_url: Annotated[
        str, Doc("Where the page finds Swagger UI's style sheet.")
    ] = f"{_CDN}/swagger-ui-dist@5/swagger-ui.css",
    swagger_favicon_url: _Icon = FAVICON_DATA_URL,
    oauth2_redirect_url: Annotated[
        str | None,
        Doc("The path of `get_swagger_ui_oauth2_redirect_html`; else Swagger UI has its own."),
    ] = None,
    init_oauth: Annotated[
        Mapping[str, Any] | None,
        Doc("What to fill in for OAuth2, the argument of Swagger UI's `initOAuth`."),
    ] = None,
    swagger_ui_parameters: Annotated[
        Mapping[str, Any] | None,
        Doc("Parameters over those of `swagger_ui_default_parameters`, written as JSON."),
    ] = None,
) -> HTMLResponse:
    """Return a page that shows an OpenAPI document in Swagger UI.

    All that is given is escaped for the place where it stands in the page.
    """
    parameters = {**swagger_ui_default_parameters, **(swagger_ui_parameters or {})}
    settings = [
        f"url: {_script_string(openapi_url)},",
        *(f"{_script_json(key)}: {_script_json(value)}," for key, value in parameters.items()),
    ]
    if oauth2_redirect_url:
        redirect = _script_string(oauth2_redirect_url)
        settings.append(f"oauth2RedirectUrl: window.location.origin + {redirect},")
    return _page(
        "swagger_ui.html",
        title=escape(title),
        favicon_url=escape(swagger_favicon_url),
        styles_url=escape(swagger_css_url),
        script_url=escape(swagger_js_url),
        settings="\n    ".join(settings),
        init_oauth=f"\n  ui.initOAuth({_script_json(init_oauth)})" if init_oauth else "",
    )


def get_redoc_html(
    *,
    openapi_url: _OpenAPIURL,
    title: _Title,
    redoc_js_url: _Script = f"{_CDN}/redoc@2/bundles/redoc.standalone.js",
    redoc_favicon_url: _Icon = FAVICON_DATA_URL,
    with_google_fonts: Annotated[
        bool, Doc("Whether to load ReDoc's fonts from Google. Without, system fonts serve.")
    ] = True,
) -> HTMLResponse:
    """Return a page that shows an OpenAPI document in ReDoc.

    All that is given is escaped for the place where it stands in the page.
    """
    return _page(
        "redoc.html",
        title=escape(title),
        favicon_url=escape(redoc_favicon_url),
        fonts=f'<link rel="stylesheet" href="{_FONTS}">' if with_google_fonts else "",
        openapi_url=escape(openapi_url),
        script_url=escape(redoc_js_url),
    )


def get_swagger_ui_oauth2_redirect_html() -> HTMLResponse:
    """Return the page to which an authorization server sends the browser back (RFC 6749, 3.1.2).

    It hands the code, the token or the error over to the Swagger UI that opened it, and closes itself.
    An authorization code that comes with another `state` than was sent is refused (RFC 6749, 10.12).
    """
    return _page("oauth2_redirect.html", favicon_url=FAVICON_DATA_URL)


def _page(name: str, **values: str) -> HTMLResponse:
    return HTMLResponse(_template(name).substitute(values))


@lru_cache(maxsize=None)
def _template(name: str) -> Template:
    return Template((_HERE / "pages" / name).read_text(encoding="utf-8"))


def _script_json(value: Any) -> str:
    """Write a value as JSON that can stand in a script element: nothing in it ends the element."""
    text = json.dumps(jsonable_encoder(value))
    return re.sub("[<>&]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _script_string(text: str) -> str:
    """Write a text as a string of JavaScript between single quotes."""
    inner = _script_json(text)[1:-1].replace("'", "\\u0027")
    return f"'{inner}'"
