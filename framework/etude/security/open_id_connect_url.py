"""OpenID Connect, described by the address of its discovery document."""

from __future__ import annotations

from annotated_doc import Doc
from starlette.requests import HTTPConnection
from starlette.types import Scope
from typing_extensions import Annotated, Unpack

from etude.openapi.models import OpenIdConnect as OpenIdConnectModel

from .base import CredentialScheme, SchemeOptions, header, reads_scope, takes_options


class OpenIdConnect(CredentialScheme):
    """An OpenID Connect provider (OpenID Connect Discovery 1.0, section 4).

    The value of the dependency is the whole `Authorization` header, a `str`: which scheme it uses is for
    your code to tell. Without the header the answer is 401.
    """

    model: OpenIdConnectModel
    challenge = "Bearer"

    @takes_options
    def __init__(
        self,
        *,
        openIdConnectUrl: Annotated[
            str, Doc("Where the provider describes itself. It is written, and not fetched.")
        ],
        **options: Unpack[SchemeOptions],
    ) -> None:
        values = {"openIdConnectUrl": openIdConnectUrl}
        super().__init__(OpenIdConnectModel, values, **options)

    @reads_scope
    async def __call__(self, request: HTTPConnection) -> str | None:
        """Return the `Authorization` header of a request or of a WebSocket."""
        return self._find(request.scope)

    def _find(self, scope: Scope) -> str | None:
        """Return the `Authorization` header that the scope of a connection holds."""
        return self._require(header(scope, "Authorization"))
