"""Requests as a server would hand them to an ASGI application."""

from __future__ import annotations

import json
from dataclasses import dataclass

JSON_TYPE = b"application/json"


@dataclass(frozen=True)
class Request:
    """One HTTP request."""

    path: str
    method: str = "GET"
    query: str = ""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""


def post(path: str, media_type: bytes, body: bytes, query: str = "") -> Request:
    """Return a request that sends a body."""
    headers = ((b"content-type", media_type), (b"content-length", str(len(body)).encode()))
    return Request(path, "POST", query, headers, body)


def post_json(path: str, content: object, query: str = "") -> Request:
    """Return a request that sends a JSON document."""
    return post(path, JSON_TYPE, json.dumps(content, ensure_ascii=False).encode(), query)
