"""What the semantic conventions of OpenTelemetry call the parts of an HTTP request."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any, Callable, Dict, Union
from urllib.parse import unquote_plus, urlsplit

from starlette.types import Scope

SCHEMA_URL = "https://opentelemetry.io/schemas/1.44.0"

Attributes = Dict[str, Union[str, int]]

_METHODS = frozenset(
    ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"]
)
OTHER_METHOD = "_OTHER"
_SECRETS = frozenset(
    ["sig", "X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token", "X-Goog-Signature"]
)
_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}


def request_attributes(scope: Scope) -> Attributes:
    """Return what a request is counted by while it is being answered."""
    attributes: Attributes = {"url.scheme": _scheme(scope)}
    if scope["type"] == "websocket":
        attributes["network.protocol.name"] = "websocket"
        return attributes
    method = scope["method"]
    attributes["http.request.method"] = method if method in _METHODS else OTHER_METHOD
    return attributes


def _scheme(scope: Scope) -> str:
    """Return the scheme; ASGI lets servers leave it out where it is not encrypted."""
    return scope.get("scheme") or ("ws" if scope["type"] == "websocket" else "http")


def protocol_attributes(scope: Scope) -> Attributes:
    """Return what a request is counted by besides, when it is answered."""
    if scope["type"] == "websocket" or "http_version" not in scope:
        return {}
    return {"network.protocol.version": scope["http_version"]}


def span_attributes(scope: Scope) -> Attributes:
    """Return what else a span tells about a request, from its beginning."""
    attributes = {**_server(scope), "url.path": scope["path"]}
    if scope["type"] == "websocket":
        return attributes  # whose query is where browsers put what is secret
    if scope["query_string"]:
        attributes["url.query"] = redacted(scope["query_string"].decode("latin-1"))
    if scope["method"] not in _METHODS:
        attributes["http.request.method_original"] = scope["method"]
    return attributes


def redacted(query: str) -> str:
    """Return a query as it was sent, without the values that grant access to something."""
    pairs = [pair.partition("=") for pair in query.split("&")]
    return "&".join(
        f"{name}=REDACTED" if equals and unquote_plus(name) in _SECRETS else name + equals + value
        for name, equals, value in pairs
    )


def _server(scope: Scope) -> Attributes:
    """Return the address and the port that the client asked for, or else those of the socket."""
    address, port = scope.get("server") or (None, None)
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    with suppress(IndexError, ValueError):  # absent, or not as RFC 9110, section 7.2, has it
        asked = urlsplit(f"//{hosts[0].decode('latin-1')}")
        if asked.hostname is not None:
            address, port = asked.hostname, asked.port or _PORTS.get(_scheme(scope))
    named = {"server.address": address, "server.port": port}
    return {name: value for name, value in named.items() if value is not None}


def span_name(scope: Scope) -> str:
    """Return what stands before the route in the name of a span."""
    if scope["type"] == "websocket":
        return "WS"
    return scope["method"] if scope["method"] in _METHODS else "HTTP"


def qualified_name(function: Callable[..., Any] | type[Any]) -> str:
    """Return the module and the name of a callable, or of a class; builtin ones have only a name."""
    while isinstance(function, partial):
        function = function.func
    named = function if hasattr(function, "__qualname__") else type(function)
    module = named.__module__
    return named.__qualname__ if module == "builtins" else f"{module}.{named.__qualname__}"
