"""API keys in the query string, in a header or in a cookie (OpenAPI 3.1, `type: apiKey`)."""

from __future__ import annotations

from operator import attrgetter

from annotated_doc import Doc
from starlette.requests import HTTPConnection
from starlette.types import Scope
from typing_extensions import Annotated

from etude.openapi.models import APIKey, APIKeyIn

from .base import AutoError, CredentialScheme, Description, SchemeName, header, reads_scope

_HOLDERS = {
    APIKeyIn.query: attrgetter("query_params"),
    APIKeyIn.cookie: attrgetter("cookies"),
}
"""What of a connection holds the keys of a place."""


class APIKeyBase(CredentialScheme):
    """What the three places of an API key have in common."""

    model: APIKey
    challenge = "APIKey"

    def __init__(
        self,
        location: Annotated[APIKeyIn, Doc("Where the key is read from.")],
        name: Annotated[str, Doc("The name by which the key is sent.")],
        description: Description,
        scheme_name: SchemeName,
        auto_error: AutoError,
    ) -> None:
        values = {"in": location, "name": name}
        super().__init__(APIKey, values, scheme_name, description, auto_error)

    def check_api_key(
        self, api_key: Annotated[str | None, Doc("The key that was sent, if one was.")]
    ) -> str | None:
        """Return the key; a missing or empty one is refused, or `None` without `auto_error`."""
        return self._require(api_key)

    @reads_scope
    async def __call__(self, request: HTTPConnection) -> str | None:
        """Return the key of a request or of a WebSocket."""
        return self._find(request.scope)

    def _find(self, scope: Scope) -> str | None:
        """Return the key that the scope of a connection holds."""
        place, name = self.model.in_, self.model.name
        if place is APIKeyIn.header:
            return self.check_api_key(header(scope, name))
        return self.check_api_key(_HOLDERS[place](HTTPConnection(scope)).get(name))


class _APIKeyInPlace(APIKeyBase):
    """An API key in the place that a subclass names."""

    place: APIKeyIn

    def __init__(
        self,
        *,
        name: Annotated[str, Doc("The name by which the key is sent; of a header in any case.")],
        scheme_name: SchemeName = None,
        description: Description = None,
        auto_error: AutoError = True,
    ) -> None:
        super().__init__(self.place, name, description, scheme_name, auto_error)


class APIKeyQuery(_APIKeyInPlace):
    """An API key in the query string; the value of the dependency is the key, a `str`.

    Without a key, or with an empty one, the answer is 401. Where a key is sent twice, the last counts.
    Prefer a header: query strings are written to logs and histories.
    """

    place = APIKeyIn.query


class APIKeyHeader(_APIKeyInPlace):
    """An API key in a header; the value of the dependency is the key, a `str`.

    Without a key, or with an empty one, the answer is 401.
    """

    place = APIKeyIn.header


class APIKeyCookie(_APIKeyInPlace):
    """An API key in a cookie; the value of the dependency is the key, a `str`.

    Without a key, or with an empty one, the answer is 401.
    """

    place = APIKeyIn.cookie
