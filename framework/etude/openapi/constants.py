"""Fixed values of the OpenAPI document."""

from __future__ import annotations

METHODS_WITH_BODY = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"}
"""The methods whose operations may document a request body."""

METHODS_OF_3_2 = {*METHODS_WITH_BODY, "OPTIONS", "TRACE", "QUERY"}
"""The methods that a Path Item Object has a field for (OpenAPI 3.2, section 4.9)."""

REF_PREFIX = "#/components/schemas/"
"""What every reference to a component schema begins with."""

REF_TEMPLATE = REF_PREFIX + "{model}"
"""A reference to a component schema, with the place where its name goes."""
