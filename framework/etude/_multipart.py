"""Reads multipart forms (RFC 7578) that are in memory as a whole, and look as clients write them."""

from __future__ import annotations

import re
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any, Mapping, NamedTuple

from starlette.datastructures import FormData, Headers, UploadFile

from ._limits import ROOMY_FILES

MOST_PARTS = 1000
"""How many fields, and how many files, a form may have, where nothing else is said."""
MAX_PART_SIZE = 1024 * 1024
"""The greatest size of a field of a form, where nothing else is said."""

_MEDIA_TYPE = re.compile(r'multipart/form-data; boundary=("?)([-.\w]{1,70})\1', re.ASCII)
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


def usual_boundary(media_type: str) -> bytes | None:
    """Return the boundary of a form; None where its media type does not look as usual."""
    match = _MEDIA_TYPE.fullmatch(media_type)
    return match[2].encode() if match else None


def read_usual(
    body: bytes, boundary: bytes, limits: Mapping[str, Any], room: int
) -> FormData | None:
    """Return the form that a body is; None where another parser has to say what it is.

    That is where anything does not look as usual, or is over a limit. A form that is returned is
    what the other parser would return. `room` is how much of a file is held in memory, and no less
    than the size of the body.
    """
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
    if body[position:] not in (b"--\r\n", b"--"):
        raise _Unusual
    return parts
