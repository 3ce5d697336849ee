"""Facts of HTTP (RFC 9110)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Dict, Tuple


def allows_body(status_code: int) -> bool:
    """Tell whether an answer of this status may have a body (RFC 9110, section 6.4.1)."""
    return status_code >= 200 and status_code not in (204, 205, 304)


_LATER_PHRASES = {103: "Early Hints", 418: "I'm a Teapot", 425: "Too Early"}
"""The phrases that the standard library of Python 3.8 does not have."""


def phrase_of(status_code: Any) -> str:
    """Return the reason phrase of a status (RFC 9110, section 15), empty for an unknown one."""
    try:
        return HTTPStatus(status_code).phrase
    except ValueError:
        return _LATER_PHRASES.get(status_code, "")


class _Lengths(Dict[int, Tuple[bytes, bytes]]):
    """The header that says how long a body is, kept for the bodies that are not long."""

    def __missing__(self, size: int) -> tuple[bytes, bytes]:
        header = (b"content-length", b"%d" % size)
        if size < _LONG:
            self[size] = header
        return header


_LONG = 4096
content_length = _Lengths()
"""The header for a body, by its length in bytes."""
