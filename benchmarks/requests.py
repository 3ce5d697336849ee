"""Requests and connections as a server would hand them to an ASGI application."""

from __future__ import annotations

import json
from dataclasses import dataclass

BOUNDARY = b"----boundary-of-the-benchmark"


@dataclass(frozen=True)
class Request:
    """One HTTP request, or with `texts` a websocket over which a client sends them and leaves."""

    path: str
    method: str = "GET"
    query: str = ""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""
    texts: tuple[str, ...] = ()

    @property
    def target(self) -> str:
        """Return path and query, as they stand in the request line."""
        return f"{self.path}?{self.query}" if self.query else self.path


def post(path: str, media_type: bytes, body: bytes, query: str = "") -> Request:
    """Return a request that sends a body."""
    headers = ((b"content-type", media_type), (b"content-length", str(len(body)).encode()))
    return Request(path, "POST", query, headers, body)


def post_json(path: str, content: object, query: str = "") -> Request:
    """Return a request that sends a JSON document."""
    return post(path, b"application/json", json.dumps(content, ensure_ascii=False).encode(), query)


def post_form(path: str, fields: dict[str, str], files: dict[str, bytes]) -> Request:
    """Return a request that sends fields and text files as a form (RFC 7578)."""
    parts = [form_part(f'name="{name}"', value.encode()) for name, value in fields.items()]
    for name, content in files.items():
        disposition = f'name="{name}"; filename="{name}.txt"\r\nContent-Type: text/plain'
        parts.append(form_part(disposition, content))
    media_type = b"multipart/form-data; boundary=" + BOUNDARY
    return post(path, media_type, b"".join(parts) + b"--" + BOUNDARY + b"--\r\n")


def form_part(disposition: str, content: bytes) -> bytes:
    """Return one part of a form."""
    start = b"--" + BOUNDARY + b"\r\nContent-Disposition: form-data; "
    return start + disposition.encode() + b"\r\n\r\n" + content + b"\r\n"
