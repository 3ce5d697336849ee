"""Promises about headers and cookies."""

from json import loads
from typing import List, Optional

import pytest
from pydantic import AliasChoices
from typing_extensions import Annotated

from etude import Cookie, Etude, Header
from etude.testclient import TestClient


@pytest.fixture
def ask(exchange):
    """Ask an operation with the argument `x_token` of a type: its value, or its errors."""

    def ask_(type_, *headers, default=...):
        app = Etude()

        @app.get("/", response_model=None)
        async def read(x_token: type_ = default):
            return x_token

        answer = exchange(app, headers=headers)
        content = loads(answer.body)
        if answer.status == 200:
            return content
        assert answer.status == 422
        return [(error["type"], error["loc"], error["input"]) for error in content["detail"]]

    return ask_


def test_a_header_is_read_under_hyphens(ask):
    assert ask(Annotated[str, Header()], (b"x-token", b"v")) == "v"
    assert ask(Annotated[int, Header()], (b"x-token", b"3")) == 3
    assert ask(str, (b"x-token", b"v"), default=Header()) == "v"


def test_the_spelling_with_underscores_is_not_accepted(ask):
    missing = [("missing", ["header", "x-token"], None)]
    assert ask(Annotated[str, Header()], (b"x_token", b"v")) == missing


def test_without_conversion_only_underscores_are_accepted(ask):
    type_ = Annotated[str, Header(convert_underscores=False)]
    assert ask(type_, (b"x_token", b"v")) == "v"
    assert ask(type_, (b"x-token", b"v")) == [("missing", ["header", "x_token"], None)]


def test_an_alias_is_matched_in_any_letter_case_and_is_not_converted(ask):
    type_ = Annotated[str, Header(alias="X_Foo")]
    assert ask(type_, (b"x_foo", b"v")) == "v"
    assert ask(type_, (b"x-foo", b"v")) == [("missing", ["header", "X_Foo"], None)]


def test_any_of_several_header_names_is_accepted(ask):
    type_ = Annotated[str, Header(validation_alias=AliasChoices("X-A", "X-B"))]
    assert ask(type_, (b"x-b", b"v")) == "v"


def test_of_repeated_headers_the_first_counts(ask):
    assert ask(Annotated[str, Header()], (b"x-token", b"1"), (b"x-token", b"2")) == "1"


def test_a_list_collects_repeated_headers_in_order_and_splits_none(ask):
    type_ = Annotated[List[str], Header()]
    assert ask(type_, (b"x-token", b"a, b"), (b"x-token", b"c")) == ["a, b", "c"]
    assert ask(type_) == [("missing", ["header", "x-token"], None)]


def test_an_empty_header_is_an_empty_text(ask):
    assert ask(Annotated[str, Header()], (b"x-token", b"")) == ""


def test_a_header_is_decoded_as_latin_1(ask):
    assert ask(Annotated[str, Header()], (b"x-token", b"\xe9")) == "é"


def test_a_header_that_does_not_fit_is_named_with_its_hyphens(ask):
    assert ask(Annotated[int, Header()], (b"x-token", b"z")) == [
        ("int_parsing", ["header", "x-token"], "z")
    ]


def test_an_absent_header_takes_its_default(ask):
    assert ask(Annotated[Optional[str], Header()], default=None) is None
    assert ask(str, default=Header("d")) == "d"


def test_standard_headers_are_readable():
    app = Etude()

    @app.get("/")
    def read(user_agent: Annotated[str, Header()], accept: Annotated[str, Header()]):
        return [user_agent, accept]

    assert TestClient(app).get("/").json() == ["testclient", "*/*"]


# Cookies


def test_a_cookie_is_read_under_its_own_name(ask):
    type_ = Annotated[str, Cookie()]
    assert ask(type_, (b"cookie", b"a=1; x_token=v")) == "v"
    assert ask(type_, (b"cookie", b"x-token=v; X_Token=v")) == [
        ("missing", ["cookie", "x_token"], None)
    ]
    assert ask(Annotated[str, Cookie(alias="x-token")], (b"cookie", b"x-token=v")) == "v"


@pytest.mark.parametrize(
    ("cookies", "value"),
    [
        (b"x_token=", ""),
        (b'x_token="a b"', "a b"),
        (b"x_token=%20", "%20"),
        (b"x_token=1; x_token=2", "2"),
        (b"x_token=a=b", "a=b"),
    ],
)
def test_a_cookie_value_is_unquoted_and_not_decoded(ask, cookies, value):
    assert ask(Annotated[str, Cookie()], (b"cookie", cookies)) == value


def test_cookies_may_come_in_several_headers(ask):
    headers = (b"cookie", b"x_token=1"), (b"cookie", b"y=2")
    assert ask(Annotated[str, Cookie()], *headers) == "1"


def test_a_list_collects_repeated_cookies(ask):
    type_ = Annotated[List[str], Cookie()]
    assert ask(type_, (b"cookie", b"x_token=1; x_token=2")) == ["1", "2"]


def test_an_absent_cookie_takes_its_default_or_is_missing(ask):
    assert ask(Annotated[Optional[str], Cookie()], default=None) is None
    assert ask(Annotated[str, Cookie()]) == [("missing", ["cookie", "x_token"], None)]


def test_a_cookie_that_the_client_kept_is_read():
    app = Etude()

    @app.get("/")
    def read(visit: Annotated[int, Cookie()]):
        return visit

    assert TestClient(app, cookies={"visit": "3"}).get("/").json() == 3
