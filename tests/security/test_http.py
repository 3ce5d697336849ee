"""Basic, Bearer, Digest and other schemes of the Authorization header."""

from __future__ import annotations

import base64

import pytest

from etude.security import (
    HTTPAuthorizationCredentials,
    HTTPBasic,
    HTTPBasicCredentials,
    HTTPBearer,
    HTTPDigest,
)
from etude.security.http import HTTPBase
from etude.security.utils import get_authorization_scheme_param


def basic(text: bytes) -> str:
    return "Basic " + base64.b64encode(text).decode()


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (None, ("", "")),
        ("", ("", "")),
        ("Bearer", ("Bearer", "")),
        ("Bearer  x y ", ("Bearer", "x y")),
        (" Bearer x", ("", "Bearer x")),
        ("Bearer\tx", ("Bearer\tx", "")),
    ],
)
def test_the_header_is_split_at_the_first_space(value, parts):
    assert get_authorization_scheme_param(value) == parts


@pytest.mark.parametrize(
    ("text", "username", "password"),
    [
        (b"anna:secret", "anna", "secret"),
        (b"anna:se:cr:et", "anna", "se:cr:et"),
        (b":", "", ""),
        ("änna:grün".encode(), "änna", "grün"),
    ],
)
def test_basic_credentials_are_a_name_and_a_password(ask, text, username, password):
    expected = HTTPBasicCredentials(username=username, password=password)
    assert ask(HTTPBasic(), authorization=basic(text)) == expected


def test_the_case_of_basic_does_not_matter(ask):
    credentials = ask(HTTPBasic(), authorization=basic(b"anna:secret").replace("Basic", "bASIC"))
    assert credentials.username == "anna"


@pytest.mark.parametrize("header", [{}, {"authorization": ""}, {"authorization": "Bearer token"}])
def test_missing_basic_credentials_are_refused_or_none(ask, refusal, header):
    error = refusal(HTTPBasic(), **header)
    assert (error.status_code, error.detail) == (401, "Not authenticated")
    assert error.headers == {"WWW-Authenticate": "Basic"}
    assert ask(HTTPBasic(auto_error=False), **header) is None


@pytest.mark.parametrize(
    "value",
    [
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic \xe9",
        basic(b"no colon"),
        basic("änna:grün".encode("latin-1")),
    ],
)
@pytest.mark.parametrize("auto_error", [True, False])
def test_unreadable_basic_credentials_are_always_refused(refusal, value, auto_error):
    error = refusal(HTTPBasic(auto_error=auto_error), authorization=value)
    assert error.status_code == 401
    assert error.headers == {"WWW-Authenticate": "Basic"}


@pytest.mark.parametrize(
    ("realm", "challenge"),
    [
        (None, "Basic"),
        ("", "Basic"),
        ("simple", 'Basic realm="simple"'),
        ('a "b" \\ c', 'Basic realm="a \\"b\\" \\\\ c"'),
    ],
)
def test_the_realm_is_quoted_in_the_challenge(refusal, realm, challenge):
    assert refusal(HTTPBasic(realm=realm)).headers == {"WWW-Authenticate": challenge}


@pytest.mark.parametrize(
    ("scheme", "value", "sent_scheme", "credentials"),
    [
        (HTTPBearer(), "Bearer token", "Bearer", "token"),
        (HTTPBearer(), "bearer  a b ", "bearer", "a b"),
        (HTTPDigest(), 'Digest username="anna"', "Digest", 'username="anna"'),
        (HTTPBase(scheme="Other"), "oTHER x", "oTHER", "x"),
    ],
)
def test_credentials_come_unparsed_with_the_scheme_as_sent(
    ask, scheme, value, sent_scheme, credentials
):
    expected = HTTPAuthorizationCredentials(scheme=sent_scheme, credentials=credentials)
    assert ask(scheme, authorization=value) == expected


KINDS = [
    (HTTPBearer, {}, "Bearer"),
    (HTTPDigest, {}, "Digest"),
    (HTTPBase, {"scheme": "custom-x"}, "Custom-X"),
]


@pytest.mark.parametrize(("kind", "options", "name"), KINDS)
@pytest.mark.parametrize("value", [None, "", "{}", "{} ", "Else token", "{}\ttoken"])
def test_missing_credentials_are_refused_or_none(ask, refusal, kind, options, name, value):
    header = {} if value is None else {"authorization": value.format(name)}
    error = refusal(kind(**options), **header)
    assert (error.status_code, error.detail) == (401, "Not authenticated")
    assert error.headers == {"WWW-Authenticate": name}
    assert ask(kind(**options, auto_error=False), **header) is None


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        (HTTPBasic(realm="not shown"), {"type": "http", "scheme": "basic"}),
        (HTTPBearer(), {"type": "http", "scheme": "bearer"}),
        (
            HTTPBearer(bearerFormat="JWT", description="From us."),
            {
                "type": "http",
                "scheme": "bearer",
                "bearerFormat": "JWT",
                "description": "From us.",
            },
        ),
        (HTTPDigest(), {"type": "http", "scheme": "digest"}),
        (HTTPBase(scheme="Other"), {"type": "http", "scheme": "Other"}),
    ],
)
def test_the_document_names_the_scheme(describe, scheme, expected):
    assert describe(scheme) == expected


def test_the_name_of_the_scheme_is_the_name_of_the_class():
    class Badge(HTTPBearer):
        """A subclass of a user."""

    assert Badge().scheme_name == "Badge"
    assert HTTPBasic(scheme_name="users").scheme_name == "users"
    assert HTTPDigest(scheme_name="users").scheme_name == "users"


def test_a_subclass_can_send_another_challenge(refusal):
    class Badge(HTTPBearer):
        def make_authenticate_headers(self):
            return {"WWW-Authenticate": 'Bearer realm="badges"'}

    assert refusal(Badge()).headers == {"WWW-Authenticate": 'Bearer realm="badges"'}


def test_all_arguments_are_given_by_name():
    for kind in (HTTPBasic, HTTPBearer, HTTPDigest, HTTPBase):
        with pytest.raises(TypeError, match="positional"):
            kind("x")
