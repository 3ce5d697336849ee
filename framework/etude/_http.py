"""Facts of HTTP (RFC 9110)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any


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
