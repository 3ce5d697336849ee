"""OAuth2 and OpenID Connect: headers, bearer tokens, flows and scopes."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from etude.openapi.models import OAuthFlowImplicit, OAuthFlows
from etude.security import (
    OAuth2,
    OAuth2AuthorizationCodeBearer,
    OAuth2PasswordBearer,
    OpenIdConnect,
    SecurityScopes,
)


def whole_header_schemes(auto_error):
    return [
        OAuth2(auto_error=auto_error),
        OpenIdConnect(openIdConnectUrl="/provider", auto_error=auto_error),
    ]


def bearer_schemes(auto_error):
    return [
        OAuth2PasswordBearer("token", auto_error=auto_error),
        OAuth2AuthorizationCodeBearer("authorize", "token", auto_error=auto_error),
    ]


@pytest.mark.parametrize("scheme", whole_header_schemes(True), ids=lambda s: s.scheme_name)
@pytest.mark.parametrize("value", ["Bearer token", "bearer  a b ", "Other x", "Bearer"])
def test_the_value_is_the_whole_header(ask, scheme, value):
    assert ask(scheme, authorization=value) == value


@pytest.mark.parametrize("scheme", bearer_schemes(True), ids=lambda s: s.scheme_name)
@pytest.mark.parametrize("value", ["Bearer token", "bearer token", "BEARER  token "])
def test_the_value_is_the_token(ask, scheme, value):
    assert ask(scheme, authorization=value) == "token"


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("header", [{}, {"authorization": ""}])
def test_a_missing_header_is_refused_or_none(ask, refusal, number, header):
    for schemes in (whole_header_schemes, bearer_schemes):
        error = refusal(schemes(True)[number], **header)
        assert (error.status_code, error.detail) == (401, "Not authenticated")
        assert error.headers == {"WWW-Authenticate": "Bearer"}
        assert ask(schemes(False)[number], **header) is None


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("value", ["Basic token", "Bearer", "Bearer ", "Bearer\ttoken", "token"])
def test_what_is_not_a_bearer_token_is_refused_or_none(ask, refusal, number, value):
    assert refusal(bearer_schemes(True)[number], authorization=value).status_code == 401
    assert ask(bearer_schemes(False)[number], authorization=value) is None


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        (OAuth2(), {"type": "oauth2", "flows": {}}),
        (
            OAuth2(flows={"implicit": {"authorizationUrl": "/a", "x-note": 1}}, description="d"),
            {
                "type": "oauth2",
                "description": "d",
                "flows": {"implicit": {"authorizationUrl": "/a", "scopes": {}, "x-note": 1}},
            },
        ),
        (
            OAuth2(flows=OAuthFlows(implicit=OAuthFlowImplicit(authorizationUrl="/a"))),
            {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "/a", "scopes": {}}}},
        ),
        (
            OAuth2(flows={"clientCredentials": {"tokenUrl": "/t", "scopes": {"a": "b"}}}),
            {
                "type": "oauth2",
                "flows": {"clientCredentials": {"tokenUrl": "/t", "scopes": {"a": "b"}}},
            },
        ),
        (
            OAuth2PasswordBearer("token"),
            {"type": "oauth2", "flows": {"password": {"scopes": {}, "tokenUrl": "token"}}},
        ),
        (
            OAuth2PasswordBearer("token", "users", {"me": "Yours"}, "d", True, "/again"),
            {
                "type": "oauth2",
                "description": "d",
                "flows": {
                    "password": {
                        "scopes": {"me": "Yours"},
                        "tokenUrl": "token",
                        "refreshUrl": "/again",
                    }
                },
            },
        ),
        (
            OAuth2AuthorizationCodeBearer("/a", "/t", "/again", "users", {"me": "Yours"}, "d"),
            {
                "type": "oauth2",
                "description": "d",
                "flows": {
                    "authorizationCode": {
                        "authorizationUrl": "/a",
                        "tokenUrl": "/t",
                        "refreshUrl": "/again",
                        "scopes": {"me": "Yours"},
                    }
                },
            },
        ),
        (
            OpenIdConnect(openIdConnectUrl="provider", description="d"),
            {"type": "openIdConnect", "openIdConnectUrl": "provider", "description": "d"},
        ),
    ],
)
def test_the_document_describes_the_flow(describe, scheme, expected):
    assert describe(scheme) == expected


def test_the_name_of_the_scheme_is_the_name_of_the_class_or_the_given_one():
    assert OAuth2PasswordBearer("token").scheme_name == "OAuth2PasswordBearer"
    assert OAuth2PasswordBearer("token", "users").scheme_name == "users"
    assert OpenIdConnect(openIdConnectUrl="x", scheme_name="users").scheme_name == "users"


def test_a_bearer_scheme_is_an_oauth2_scheme():
    assert all(isinstance(scheme, OAuth2) for scheme in bearer_schemes(True))


def test_flows_that_do_not_fit_are_refused_where_they_are_declared():
    with pytest.raises(ValidationError, match="tokenUrl"):
        OAuth2(flows={"password": {}})


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        (OAuth2PasswordBearer, "tokenUrl"),
        (OAuth2AuthorizationCodeBearer, "authorizationUrl"),
        (OpenIdConnect, "openIdConnectUrl"),
    ],
)
def test_the_address_must_be_given(kind, missing):
    with pytest.raises(TypeError, match=missing):
        kind()


def test_security_scopes_are_a_list_and_a_string():
    empty, some = SecurityScopes(), SecurityScopes(["items", "me"])
    assert (empty.scopes, empty.scope_str) == ([], "")
    assert (some.scopes, some.scope_str) == (["items", "me"], "items me")


def test_security_scopes_refuse_a_string_and_say_what_to_write():
    with pytest.raises(TypeError, match=r"'items me': write \['items', 'me'\]"):
        SecurityScopes("items me")
