"""Reads forms that are in memory as a whole, and look as most clients write them."""

from __future__ import annotations

import re
from functools import partial
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any, Callable, Mapping, NamedTuple, Optional
from urllib.parse import unquote_plus

from starlette.datastructures import FormData, Headers, UploadFile

from ._limits import ROOMY_FILES

MOST_PARTS = 1000
"""How many fields, and how many files, a form may have, where nothing else is said."""
MAX_PART_SIZE = 1024 * 1024
"""The greatest size of a field of a form, where nothing else is said."""

Read = Callable[[bytes, Mapping[str, Any], int], Optional[FormData]]
"""Returns the form that a body is, or None where another parser has to say what it is.

That is where anything does not look as usual, or is over one of the limits. A form that is returned
is what the other parser would return. Of a file, so many bytes are held in memory as the last argument
says, and the body is no larger.
"""

_MEDIA_TYPE = re.compile(
    r"application/x-www-form-urlencoded(?:; ?charset=(?:utf|UTF)-8)?"
    r'|multipart/form-data; boundary=("?)([-.\w]{1,70})\1',
    re.ASCII,
)
_TEXT = rb'[^\x00-\x1f\x7f";\\]{0,999}'
_HEADERS = re.compile(
    rb'\r\nContent-Disposition: (form-data; name="(%b)"(?:; filename="(%b)")?)\r\n'
    rb"(?:Content-Type: ([!-~][ -~]{0,999})\r\n)?\r\n" % (_TEXT, _TEXT)
)
"""What stands between a boundary and the content of a part."""


class _Unusual(Exception):
    """A form looks otherwise than most."""


class _File(NamedTuple):
    """A part that is a file, before anything has to be closed."""

    filename: str
    disposition: bytes
    media_type: bytes | None
    content: bytes

    def opened(self, room: int) -> UploadFile:
        """Return the file as endpoints have it."""
        headers = [(b"content-disposition", self.disposition)]
        if self.media_type is not None:
            headers.append((b"content-type", self.media_type))
        file: Any = SpooledTemporaryFile(max_size=room)  # noqa: SIM115  # closed with the form
        file._file = BytesIO(self.content)  # which shares the bytes as long as nobody writes
        return UploadFile(
            file=file,
            size=len(self.content),
            filename=self.filename,
            headers=Headers(raw=headers),
        )


def usual_reader(media_type: str) -> Read | None:
    """Return what reads forms of a media type; None where that does not look as usual."""
    match = _MEDIA_TYPE.fullmatch(media_type)
    if match is None:
        return None
    boundary = match[2]
    return partial(_read_multipart, boundary.encode()) if boundary else _read_urlencoded


def _read_urlencoded(body: bytes, limits: Mapping[str, Any], room: int) -> FormData | None:
    """Read a form as of WHATWG URL, section 5.1."""
    is_long = len(body) > limits.get("max_part_size", MAX_PART_SIZE)
    if is_long or body.count(b"&") >= limits.get("max_fields", MOST_PARTS):
        return None
    if b";" in body or not body.isascii():
        return None
    pairs = [pair.partition("=") for pair in body.decode().split("&")]
    if not all(separator for _, separator, _ in pairs):
        return None
    return FormData([(unquote_plus(name), unquote_plus(value)) for name, _, value in pairs])


def _read_multipart(
    boundary: bytes, body: bytes, limits: Mapping[str, Any], room: int
) -> FormData | None:
    """Read a form as of RFC 7578."""
    try:
        parts = _split(body, b"\r\n--" + boundary, limits)
    except (_Unusual, UnicodeDecodeError):
        return None
    return FormData(
        [(name, part.opened(room) if isinstance(part, _File) else part) for name, part in parts]
    )


def _split(
    body: bytes, delimiter: bytes, limits: Mapping[str, Any]
) -> list[tuple[str, str | _File]]:
    """Return the names and the values of all parts."""
    fields_left = limits.get("max_fields", MOST_PARTS)
    files_left = min(limits.get("max_files", MOST_PARTS), ROOMY_FILES)
    most = limits.get("max_part_size", MAX_PART_SIZE)
    parts: list[tuple[str, str | _File]] = []
    size = len(delimiter)
    position = size - 2
    if body[:position] != delimiter[2:]:
        raise _Unusual
    while headers := _HEADERS.match(body, position):
        disposition, name, filename, media_type = headers.groups()
        start = headers.end()
        end = body.find(delimiter, start)
        content = body[start:end]
        if filename is None:
            fields_left -= 1
            value: str | _File = content.decode()
        else:
            files_left -= 1
            value = _File(filename.decode(), disposition, media_type, content)
        is_long = filename is None and len(content) > most
        if end < 0 or fields_left < 0 or files_left < 0 or is_long:
            raise _Unusual
        parts.append((name.decode(), value))
        position = end + size
    if not parts or body[position:] not in (b"--\r\n", b"--"):
        raise _Unusual
    return parts
