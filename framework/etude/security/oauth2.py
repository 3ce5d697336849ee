"""OAuth2: its flows, bearer tokens, scopes and the form of the password flow (RFC 6749)."""

from __future__ import annotations

from typing import Any, Dict, Optional

from annotated_doc import Doc
from starlette.requests import HTTPConnection
from starlette.types import Scope
from typing_extensions import Annotated, Unpack

from etude._security import SecurityScopes as SecurityScopes
from etude.openapi.models import OAuth2 as OAuth2Model
from etude.openapi.models import OAuthFlows as OAuthFlowsModel
from etude.param_functions import Form

from .base import (
    AutoError,
    CredentialScheme,
    Description,
    SchemeName,
    SchemeOptions,
    header,
    reads_scope,
    takes_options,
)
from .utils import get_authorization_scheme_param

_NO_FLOWS = OAuthFlowsModel.model_construct()  # validating nothing would build the whole schema now

_TokenUrl = Annotated[
    str, Doc("Where a token is to be had, written as it is. No endpoint is made for it.")
]
_RefreshUrl = Annotated[Optional[str], Doc("Where a token is renewed.")]
_Scopes = Annotated[
    Optional[Dict[str, str]], Doc("The scopes that exist, each with what it permits.")
]


class OAuth2(CredentialScheme):
    """OAuth2 by any of its flows (RFC 6749; OpenAPI 3.1, section 4.8.28).

    The value of the dependency is the whole `Authorization` header, a `str`: which scheme it uses is for
    your code to tell. Without the header the answer is 401. Flows that do not fit the specification
    raise a Pydantic `ValidationError`.
    """

    model: OAuth2Model
    challenge = "Bearer"

    @takes_options
    def __init__(
        self,
        *,
        flows: Annotated[
            OAuthFlowsModel | dict[str, Any],
            Doc("The flows, spelled as in OpenAPI: `{'implicit': {'authorizationUrl': ...}}`."),
        ] = _NO_FLOWS,
        **options: Unpack[SchemeOptions],
    ) -> None:
        super().__init__(OAuth2Model, {"flows": flows}, **options)

    @reads_scope
    async def __call__(self, request: HTTPConnection) -> str | None:
        """Return the `Authorization` header of a request or of a WebSocket."""
        return self._find(request.scope)

    def _find(self, scope: Scope) -> str | None:
        """Return the `Authorization` header that the scope of a connection holds."""
        return self._require(header(scope, "Authorization"))


class _OAuth2Bearer(OAuth2):
    """OAuth2 whose tokens are sent as bearer tokens (RFC 6750, section 2.1)."""

    def _find(self, scope: Scope) -> str | None:
        """Return the token that the scope of a connection holds."""
        scheme, token = get_authorization_scheme_param(header(scope, "Authorization"))
        return self._require(token if scheme.lower() == "bearer" else None)


class OAuth2PasswordBearer(_OAuth2Bearer):
    """A bearer token that is had for a user name and a password (RFC 6749, section 4.3).

    The value of the dependency is the token, a `str`. Without the header, with another scheme than
    `Bearer` or with an empty token the answer is 401.
    """

    def __init__(
        self,
        tokenUrl: _TokenUrl,
        scheme_name: SchemeName = None,
        scopes: _Scopes = None,
        description: Description = None,
        auto_error: AutoError = True,
        refreshUrl: _RefreshUrl = None,
    ) -> None:
        flow = {"tokenUrl": tokenUrl, "refreshUrl": refreshUrl, "scopes": scopes or {}}
        flows = {"password": flow}
        super().__init__(
            flows=flows, scheme_name=scheme_name, description=description, auto_error=auto_error
        )


class OAuth2AuthorizationCodeBearer(_OAuth2Bearer):
    """A bearer token that is had for an authorization code (RFC 6749, section 4.1).

    The value of the dependency is the token, a `str`. Without the header, with another scheme than
    `Bearer` or with an empty token the answer is 401.
    """

    def __init__(
        self,
        authorizationUrl: Annotated[str, Doc("Where the user permits the access.")],
        tokenUrl: _TokenUrl,
        refreshUrl: _RefreshUrl = None,
        scheme_name: SchemeName = None,
        scopes: _Scopes = None,
        description: Description = None,
        auto_error: AutoError = True,
    ) -> None:
        flow = {
            "authorizationUrl": authorizationUrl,
            "tokenUrl": tokenUrl,
            "refreshUrl": refreshUrl,
            "scopes": scopes or {},
        }
        flows = {"authorizationCode": flow}
        super().__init__(
            flows=flows, scheme_name=scheme_name, description=description, auto_error=auto_error
        )


_GRANT_TYPE = "^password$"
_AS_PASSWORD = {"format": "password"}

_OptionalGrantType = Annotated[
    Optional[str], Form(pattern=_GRANT_TYPE), Doc("`password`, or nothing.")
]
_GrantType = Annotated[str, Form(pattern=_GRANT_TYPE), Doc("Always `password`.")]
_Username = Annotated[str, Form(), Doc("The name of the user.")]
_Password = Annotated[str, Form(json_schema_extra=_AS_PASSWORD), Doc("The password of the user.")]
_Scope = Annotated[str, Form(), Doc("The scopes asked for, separated by spaces.")]
_ClientId = Annotated[Optional[str], Form(), Doc("Which client asks (RFC 6749, section 2.3.1).")]
_ClientSecret = Annotated[
    Optional[str], Form(json_schema_extra=_AS_PASSWORD), Doc("The password of the client.")
]


class OAuth2PasswordRequestForm:
    """The form of the password flow, read leniently (RFC 6749, section 4.3.2).

    Depend on it: `form: Annotated[OAuth2PasswordRequestForm, Depends()]`. Missing fields are answered
    with 422, and so is a `grant_type` other than `password`; it may be left out, although the RFC asks
    for it. `OAuth2PasswordRequestFormStrict` requires it.
    """

    scopes: list[str]
    """The scopes asked for, in the order in which they were sent."""

    def __init__(
        self,
        *,
        grant_type: _OptionalGrantType = None,
        username: _Username,
        password: _Password,
        scope: _Scope = "",
        client_id: _ClientId = None,
        client_secret: _ClientSecret = None,
    ) -> None:
        self.grant_type = grant_type
        self.username = username
        self.password = password
        self.scopes = scope.split()
        self.client_id = client_id
        self.client_secret = client_secret


class OAuth2PasswordRequestFormStrict(OAuth2PasswordRequestForm):
    """The form of the password flow as RFC 6749, section 4.3.2, asks for it: with `grant_type`."""

    def __init__(
        self,
        grant_type: _GrantType,
        username: _Username,
        password: _Password,
        scope: _Scope = "",
        client_id: _ClientId = None,
        client_secret: _ClientSecret = None,
    ) -> None:
        super().__init__(
            grant_type=grant_type,
            username=username,
            password=password,
            scope=scope,
            client_id=client_id,
            client_secret=client_secret,
        )
