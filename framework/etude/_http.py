"""Facts of HTTP (RFC 9110)."""

from __future__ import annotations


def allows_body(status_code: int) -> bool:
    """Tell whether an answer of this status may have a body (RFC 9110, section 6.4.1)."""
    return status_code >= 200 and status_code not in (204, 205, 304)
