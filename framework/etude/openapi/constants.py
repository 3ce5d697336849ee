"""Fixed values of the OpenAPI document."""

from __future__ import annotations

METHODS_WITH_BODY = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"}
"""The methods whose operations may document a request body."""

_METHODS = {*METHODS_WITH_BODY, "OPTIONS", "TRACE"}


def key_of(method: str) -> str:
    """Return the key of a method in a Path Item Object: OpenAPI 3.1 knows eight methods.

    For another one it is that of an extension (OpenAPI 3.1, section 4.9).
    """
    return method.lower() if method in _METHODS else f"x-{method.lower()}"


REF_PREFIX = "#/components/schemas/"
"""What every reference to a component schema begins with."""

REF_TEMPLATE = REF_PREFIX + "{model}"
"""A reference to a component schema, with the place where its name goes."""
