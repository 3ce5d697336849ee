"""Multipart forms (RFC 7578) that are there as a whole and written as clients commonly write them.

They are cut at their boundaries at once. A form of any other kind is left to Starlette's parser,
which also words what is wrong with it.
"""

from __future__ import annotations

import re
from tempfile import SpooledTemporaryFile
from typing import Any, Mapping

from starlette.datastructures import FormData, Headers, UploadFile

_CONTENT_TYPE = re.compile(r"multipart/form-data; ?boundary=([A-Za-z0-9_.+-]{1,70})")
_HEAD = re.compile(
    rb"\r\n(?i:content-disposition): "
    rb'(form-data; name="([^"\\;\x00-\x1f\x7f]{1,500})"'
    rb'(?:; filename="([^"\\;\x00-\x1f\x7f]{1,500})")?)'
    rb"(?:\r\n(?i:content-type): ([!-~](?:[ -~]{0,200}[!-~])?))?\r\n\r\n"
)
"""What stands between a boundary and the content of a part."""


def boundary_of(content_type: str) -> bytes | None:
    """Return what a form begins with, if its parts may be cut at once."""
    match = _CONTENT_TYPE.fullmatch(content_type)
    return None if match is None else b"--" + match[1].encode()


def parse_whole(
    body: bytes, boundary: bytes, limits: Mapping[str, int], spool_size: int
) -> FormData | None:
    """Parse a form, or return None for one that Starlette's parser has to read.

    Files that grow over `spool_size` go to disk; the body must not be larger.
    """
    first, *parts = body.split(b"\r\n" + boundary)
    if not first.startswith(boundary) or not parts or parts.pop() not in (b"--", b"--\r\n"):
        return None
    parts.insert(0, first[len(boundary) :])
    heads = [head for head in map(_HEAD.match, parts) if head is not None]
    fields = [head for head in heads if head[3] is None]
    if (
        len(heads) < len(parts)
        or len(fields) > limits.get("max_fields", 1000)
        or len(heads) - len(fields) > limits.get("max_files", 1000)
        or any(_size(head) > limits.get("max_part_size", 1024 * 1024) for head in fields)
    ):
        return None
    return FormData([(_decode(head[2]), _content(head, spool_size)) for head in heads])


def _size(head: re.Match[bytes]) -> int:
    return len(head.string) - head.end()


def _content(head: re.Match[bytes], spool_size: int) -> str | UploadFile:
    """Return what a part holds: a text, or a file in memory."""
    if head[3] is None:
        return _decode(head.string[head.end() :])
    headers = [(b"content-disposition", head[1])]
    if head[4] is not None:
        headers.append((b"content-type", head[4]))
    file: Any = SpooledTemporaryFile(max_size=spool_size)  # noqa: SIM115 - closed with the form
    file.write(memoryview(head.string)[head.end() :])
    file.seek(0)
    return UploadFile(
        file, size=_size(head), filename=_decode(head[3]), headers=Headers(raw=headers)
    )


def _decode(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")
