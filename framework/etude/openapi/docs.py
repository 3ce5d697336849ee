"""The pages that show an OpenAPI document, Swagger UI and ReDoc, and the files that they load.

An application serves the files itself, from this package, so that its pages work without the internet.
A page made by hand loads them from a content delivery network unless it is given other addresses.
"""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Mapping
from urllib.parse import quote

from annotated_doc import Doc
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route
from typing_extensions import Annotated

from etude.encoders import jsonable_encoder

_STATIC = Path(__file__).parent / "static"
_RECORDED = json.loads((_STATIC / "versions.json").read_text(encoding="utf-8"))["assets"]
_FILES = {asset["served_as"]: _STATIC / asset["file"] for asset in _RECORDED.values()}
_MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

SWAGGER_JS: str = _RECORDED["SWAGGER_JS"]["served_as"]
"""The name of Swagger UI's script; it changes with the content, as do the next three."""

SWAGGER_CSS: str = _RECORDED["SWAGGER_CSS"]["served_as"]
"""The name of Swagger UI's style sheet."""

REDOC_JS: str = _RECORDED["REDOC_JS"]["served_as"]
"""The name of ReDoc's script."""

FAVICON: str = _RECORDED["FAVICON"]["served_as"]
"""The name of the icon of both pages."""

FAVICON_DATA_URL: str = "data:image/svg+xml," + quote(
    _FILES[FAVICON].read_text(encoding="utf-8").strip()
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


@dataclass(frozen=True)
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
    return Assets(
        swagger_js_url=f"{base}/{SWAGGER_JS}",
        swagger_css_url=f"{base}/{SWAGGER_CSS}",
        redoc_js_url=f"{base}/{REDOC_JS}",
        favicon_url=f"{base}/{FAVICON}",
    )


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
    if not _accepts_gzip(request.headers.get("Accept-Encoding", "")):
        content = gzip.decompress(file.read_bytes())
        return Response(content, headers=headers, media_type=media_type)
    headers["Content-Encoding"] = "gzip"
    return FileResponse(file, headers=headers, media_type=media_type)


def _accepts_gzip(accept_encoding: str) -> bool:
    """Tell whether a client names gzip and does not refuse it by weight (RFC 9110, 12.5.3)."""
    for offer in accept_encoding.lower().split(","):
        coding, _, weight = offer.partition(";")
        if coding.strip() == "gzip":
            return not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)
    return False


def get_swagger_ui_html(
    *,
    openapi_url: Annotated[str, Doc("Where the page finds the OpenAPI document.")],
    title: Annotated[str, Doc("The title of the page.")],
    swagger_js_url: Annotated[
        str, Doc("Where the page finds Swagger UI's script.")
    ] = "https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui-bundle.js",
    swagger_css_url: Annotated[
        str, Doc("Where the page finds Swagger UI's style sheet.")
    ] = "https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui.css",
    swagger_favicon_url: Annotated[
        str, Doc("Where the page finds its icon. The default needs no request.")
    ] = FAVICON_DATA_URL,
    oauth2_redirect_url: Annotated[
        str | None,
        Doc(
            """
            The path of the page that `get_swagger_ui_oauth2_redirect_html` makes, to which an
            authorization server sends the browser back. Without it, Swagger UI chooses its own.
            """
        ),
    ] = None,
    init_oauth: Annotated[
        Mapping[str, Any] | None,
        Doc("What to fill in for OAuth2, the argument of Swagger UI's `initOAuth`."),
    ] = None,
    swagger_ui_parameters: Annotated[
        Mapping[str, Any] | None,
        Doc(
            """
            Parameters of Swagger UI, over those of `swagger_ui_default_parameters`. Values are
            written as JSON.
            """
        ),
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
        title,
        swagger_favicon_url,
        head=f'<link rel="stylesheet" href="{escape(swagger_css_url)}">',
        body=_SWAGGER_UI_BODY.format(
            script_url=escape(swagger_js_url),
            settings="\n    ".join(settings),
            init_oauth=f"\n  ui.initOAuth({_script_json(init_oauth)})" if init_oauth else "",
        ),
    )


def get_redoc_html(
    *,
    openapi_url: Annotated[str, Doc("Where the page finds the OpenAPI document.")],
    title: Annotated[str, Doc("The title of the page.")],
    redoc_js_url: Annotated[
        str, Doc("Where the page finds ReDoc's script.")
    ] = "https://cdn.jsdelivr.net/npm/redoc@2/bundles/redoc.standalone.js",
    redoc_favicon_url: Annotated[
        str, Doc("Where the page finds its icon. The default needs no request.")
    ] = FAVICON_DATA_URL,
    with_google_fonts: Annotated[
        bool, Doc("Whether to load ReDoc's fonts from Google. Without, system fonts serve.")
    ] = True,
) -> HTMLResponse:
    """Return a page that shows an OpenAPI document in ReDoc.

    All that is given is escaped for the place where it stands in the page.
    """
    return _page(
        title,
        redoc_favicon_url,
        head=_GOOGLE_FONTS if with_google_fonts else "",
        body=_REDOC_BODY.format(document_url=escape(openapi_url), script_url=escape(redoc_js_url)),
    )


def get_swagger_ui_oauth2_redirect_html() -> HTMLResponse:
    """Return the page to which an authorization server sends the browser back (RFC 6749, 3.1.2).

    It hands the code, the token or the error over to the Swagger UI that opened it, and closes itself.
    An authorization code that comes with another `state` than was sent is refused (RFC 6749, 10.12).
    """
    return _page("Authorization", FAVICON_DATA_URL, head="", body=_OAUTH2_REDIRECT_BODY)


def _page(title: str, favicon_url: str, *, head: str, body: str) -> HTMLResponse:
    return HTMLResponse(
        _PAGE.format(title=escape(title), favicon_url=escape(favicon_url), head=head, body=body)
    )


def _script_json(value: Any) -> str:
    """Write a value as JSON that can stand in a script element: nothing in it ends the element."""
    text = json.dumps(jsonable_encoder(value))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _script_string(text: str) -> str:
    """Write a text as a string of JavaScript between single quotes."""
    inner = _script_json(text)[1:-1].replace("'", "\\u0027")
    return f"'{inner}'"


_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="{favicon_url}">
<style>body {{ margin: 0 }}</style>
{head}
</head>
<body>
{body}
</body>
</html>
"""

_SWAGGER_UI_BODY = """\
<div id="swagger-ui"></div>
<script src="{script_url}"></script>
<script>
  const ui = SwaggerUIBundle({{
    {settings}
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
  }}){init_oauth}
</script>"""

_REDOC_BODY = """\
<noscript>This page shows the document with JavaScript, which is switched off here.</noscript>
<redoc spec-url="{document_url}"></redoc>
<script src="{script_url}"></script>"""

_GOOGLE_FONTS = """\
<link rel="stylesheet" href="https://fonts.googleapis.com/css?\
family=Montserrat:300,400,700|Roboto:300,400,700">"""

_OAUTH2_REDIRECT_BODY = """\
<p>You can close this window.</p>
<script>
  "use strict";
  (function () {
    const pending = window.opener && window.opener.swaggerUIRedirectOauth2;
    if (!pending) {
      return;
    }
    const { auth, callback, errCb, redirectUrl, state } = pending;
    const answer = {};
    for (const part of [location.search, location.hash]) {
      new URLSearchParams(part.slice(1)).forEach((value, name) => { answer[name] = value; });
    }
    const isValid = answer.state === state;
    const codeFlows = ["accessCode", "authorizationCode", "authorization_code"];

    function refusal() {
      if (answer.error) {
        return [answer.error, answer.error_description, answer.error_uri].filter(Boolean).join(": ");
      }
      if (!isValid) {
        return "The authorization server returned another state than was sent: nothing was accepted.";
      }
      return answer.code ? "" : "The authorization server returned neither a code nor an error.";
    }

    if (!codeFlows.includes(auth.schema.get("flow"))) {
      callback({ auth, token: answer, isValid, redirectUrl });
    } else if (refusal()) {
      errCb({ authId: auth.name, source: "auth", level: "error", message: refusal() });
    } else {
      delete pending.state;
      auth.code = answer.code;
      callback({ auth, redirectUrl });
    }
    window.close();
  })();
</script>"""
