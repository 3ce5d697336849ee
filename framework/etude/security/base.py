"""What makes a dependency a security scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etude.openapi.models import SecurityBase as SecuritySchemeModel


class SecurityBase:
    """A dependency that OpenAPI lists as a security scheme (OpenAPI 3.1, section 4.8.27).

    A subclass sets `model` and `scheme_name` and is callable as a dependency; it needs nothing more.
    """

    model: SecuritySchemeModel
    """What the document says about the scheme."""

    scheme_name: str
    """The name of the scheme under `components.securitySchemes`."""
