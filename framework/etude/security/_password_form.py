"""The form by which a client asks for a token with a user name and a password."""

from __future__ import annotations

from typing import Optional

from annotated_doc import Doc
from typing_extensions import Annotated

from etude.param_functions import Form

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
