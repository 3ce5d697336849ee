"""The schemes of the `Authorization` header: Basic, Bearer, Digest and any other (RFC 9110)."""

from __future__ import annotations

import base64

from annotated_doc import Doc
from pydantic import BaseModel
from starlette.requests import HTTPConnection
from starlette.types import Scope
from typing_extensions import Annotated, Unpack

from etude.openapi.models import HTTPBase as HTTPBaseModel
from etude.openapi.models import HTTPBearer as HTTPBearerModel

from .base import CredentialScheme, SchemeOptions, header, reads_scope, takes_options
from .utils import get_authorization_scheme_param


class HTTPBasicCredentials(BaseModel):
    """What `HTTPBasic` reads: compare both with `secrets.compare_digest`, as bytes."""

    username: Annotated[str, Doc("The name of the user, without a colon; it may be empty.")]
    password: Annotated[str, Doc("The password; it may be empty and may hold colons.")]


class HTTPAuthorizationCredentials(BaseModel):
    """What `HTTPBearer`, `HTTPDigest` and `HTTPBase` read: the header in its two parts."""

    scheme: Annotated[str, Doc("The scheme as the client spelled it.")]
    credentials: Annotated[str, Doc("All that follows the scheme, not checked in any way.")]


class HTTPBase(CredentialScheme):
    """A scheme of the `Authorization` header (RFC 9110, section 11.6.2).

    The value of the dependency is an `HTTPAuthorizationCredentials`. Without the header, with another
    scheme or without credentials the answer is 401.
    """

    model: HTTPBaseModel

    @takes_options
    def __init__(
        self,
        *,
        scheme: Annotated[
            str, Doc("The name of the scheme, compared without regard to case (RFC 9110, 11.1).")
        ],
        **options: Unpack[SchemeOptions],
    ) -> None:
        super().__init__(HTTPBaseModel, {"scheme": scheme}, **options)
        self.challenge = scheme.title()

    @reads_scope
    async def __call__(self, request: HTTPConnection) -> HTTPAuthorizationCredentials | None:
        """Return the credentials of a request or of a WebSocket."""
        return self._find(request.scope)

    def _find(self, scope: Scope) -> HTTPAuthorizationCredentials | None:
        """Return the credentials that the scope of a connection holds."""
        scheme, credentials = self._parts(scope)
        if not credentials:
            return self._require(None)
        return HTTPAuthorizationCredentials(scheme=scheme, credentials=credentials)

    def _parts(self, scope: Scope) -> tuple[str, str]:
        """Return scheme and credentials, both empty when the client uses another scheme."""
        scheme, credentials = get_authorization_scheme_param(header(scope, "Authorization"))
        if scheme.lower() != self.model.scheme.lower():
            return "", ""
        return scheme, credentials


class HTTPBasic(HTTPBase):
    """A user name and a password in the `Authorization` header (RFC 7617).

    The value of the dependency is an `HTTPBasicCredentials`. Names and passwords are read as UTF-8.
    Without the header or with another scheme the answer is 401. Credentials that cannot be decoded are
    answered with 401 even without `auto_error`.
    """

    @takes_options
    def __init__(
        self,
        *,
        realm: Annotated[
            str | None, Doc("What the credentials protect, shown by browsers (RFC 9110, 11.5).")
        ] = None,
        **options: Unpack[SchemeOptions],
    ) -> None:
        super().__init__(scheme="basic", **options)
        self.realm = realm
        if realm:  # as RFC 7617, section 2, and RFC 9110, section 5.6.4, write it
            escaped = realm.replace("\\", "\\\\").replace('"', '\\"')
            self.challenge = f'Basic realm="{escaped}"'

    @reads_scope
    async def __call__(  # type: ignore[override]
        self, request: HTTPConnection
    ) -> HTTPBasicCredentials | None:
        """Return the user name and the password of a request or of a WebSocket."""
        return self._find(request.scope)

    def _find(self, scope: Scope) -> HTTPBasicCredentials | None:  # type: ignore[override]
        """Return the user name and the password that the scope of a connection holds."""
        scheme, credentials = self._parts(scope)
        if not scheme:
            return self._require(None)
        username, separator, password = _decoded(credentials).partition(":")
        if not separator:
            raise self.make_not_authenticated_error()
        return HTTPBasicCredentials(username=username, password=password)


class HTTPBearer(HTTPBase):
    """A bearer token in the `Authorization` header (RFC 6750, section 2.1).

    The value of the dependency is an `HTTPAuthorizationCredentials` whose `credentials` are the token.
    Without the header, with another scheme or with an empty token the answer is 401.
    """

    @takes_options
    def __init__(
        self,
        *,
        bearerFormat: Annotated[
            str | None, Doc("How the token is made, a hint for readers of the document: `JWT`.")
        ] = None,
        **options: Unpack[SchemeOptions],
    ) -> None:
        super().__init__(scheme="bearer", **options)
        self.model = HTTPBearerModel(bearerFormat=bearerFormat, description=self.model.description)


class HTTPDigest(HTTPBase):
    """Digest credentials in the `Authorization` header (RFC 7616).

    The value of the dependency is an `HTTPAuthorizationCredentials`; its `credentials` are the text
    after the scheme, to be parsed by your code. Without the header, with another scheme or without
    credentials the answer is 401.
    """

    @takes_options
    def __init__(self, **options: Unpack[SchemeOptions]) -> None:
        super().__init__(scheme="digest", **options)


def _decoded(credentials: str) -> str:
    """Return the text behind Base64 and UTF-8, empty when it cannot be decoded."""
    try:
        return base64.b64decode(credentials).decode("utf-8")
    except ValueError:
        return ""
