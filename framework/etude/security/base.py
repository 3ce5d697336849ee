"""What all schemes share: what makes a dependency a scheme, their options, and the answer 401."""

from __future__ import annotations

import functools
from typing import Any, Mapping, Optional, TypeVar

from annotated_doc import Doc
from pydantic import BaseModel
from starlette.types import Scope
from typing_extensions import Annotated, TypedDict

from etude._options import takes
from etude._security import SecurityBase as SecurityBase
from etude._security import reads_scope as reads_scope
from etude.exceptions import HTTPException

Credentials = TypeVar("Credentials")

SchemeName = Annotated[
    Optional[str],
    Doc("The name under `components.securitySchemes`; the name of the class by default."),
]
Description = Annotated[
    Optional[str], Doc("What the document says about the scheme. It may use Markdown.")
]
AutoError = Annotated[
    bool, Doc("Whether missing credentials are answered with 401; else the value is `None` then.")
]


class SchemeOptions(TypedDict, total=False):
    """What every scheme can be told."""

    scheme_name: SchemeName
    description: Description
    auto_error: AutoError


takes_options = takes(SchemeOptions, {"auto_error": True})


def header(scope: Scope, name: str) -> str | None:
    """Return the first value of a header."""
    raw = _raw_name(name)
    for key, value in scope["headers"]:
        if key == raw:
            text: str = value.decode("latin-1")
            return text
    return None


@functools.lru_cache(maxsize=256)
def _raw_name(name: str) -> bytes:
    return name.lower().encode("latin-1")


class CredentialScheme(SecurityBase):
    """A scheme that reads credentials from the connection and answers 401 when there are none."""

    challenge: str
    """What `WWW-Authenticate` says when credentials are missing (RFC 9110, section 11.6.1)."""

    def __init__(
        self,
        model: type[BaseModel],
        values: Mapping[str, Any],
        scheme_name: SchemeName = None,
        description: Description = None,
        auto_error: AutoError = True,
    ) -> None:
        self.model = model.model_validate({**values, "description": description})
        self.scheme_name = scheme_name or type(self).__name__
        self.auto_error = auto_error

    def make_authenticate_headers(self) -> dict[str, str]:
        """Return the headers that tell the client how to authenticate."""
        return {"WWW-Authenticate": self.challenge}

    def make_not_authenticated_error(self) -> HTTPException:
        """Return the error for missing credentials; override it to answer something else."""
        return HTTPException(401, "Not authenticated", self.make_authenticate_headers())

    def _require(self, credentials: Credentials | None) -> Credentials | None:
        """Return credentials; refuse missing or empty ones, or return `None` without `auto_error`."""
        if self.auto_error and not credentials:
            raise self.make_not_authenticated_error()
        return credentials or None
