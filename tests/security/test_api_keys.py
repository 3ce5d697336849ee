"""API keys in the query string, in a header and in a cookie."""

from __future__ import annotations

import pytest

from etude.openapi.models import APIKeyIn
from etude.security import APIKeyCookie, APIKeyHeader, APIKeyQuery
from etude.security.api_key import APIKeyBase

PLACES = {
    "query": (APIKeyQuery(name="key"), APIKeyQuery(name="key", auto_error=False)),
    "header": (APIKeyHeader(name="key"), APIKeyHeader(name="key", auto_error=False)),
    "cookie": (APIKeyCookie(name="key"), APIKeyCookie(name="key", auto_error=False)),
}
SENT = {
    "query": lambda key: {"query": f"key={key}"},
    "header": lambda key: {"key": key},
    "cookie": lambda key: {"cookie": f"key={key}"},
}


@pytest.fixture(params=PLACES)
def place(request):
    return request.param


def test_the_value_is_the_key(ask, place):
    required, optional = PLACES[place]
    assert ask(required, **SENT[place]("secret")) == "secret"
    assert ask(optional, **SENT[place]("secret")) == "secret"


def test_a_missing_key_is_refused_with_401(refusal, place):
    error = refusal(PLACES[place][0])
    assert error.status_code == 401
    assert error.detail == "Not authenticated"
    assert error.headers == {"WWW-Authenticate": "APIKey"}


def test_an_empty_key_counts_as_missing(ask, refusal, place):
    required, optional = PLACES[place]
    assert refusal(required, **SENT[place]("")).status_code == 401
    assert ask(optional, **SENT[place]("")) is None


def test_a_missing_key_is_none_without_auto_error(ask, place):
    assert ask(PLACES[place][1]) is None


def test_a_key_in_another_place_is_not_read(refusal, place):
    for other in PLACES.keys() - {place}:
        assert refusal(PLACES[place][0], **SENT[other]("secret")).status_code == 401


def test_the_document_says_where_the_key_goes(describe, place):
    assert describe(PLACES[place][0]) == {"type": "apiKey", "in": place, "name": "key"}


def test_of_two_keys_in_the_query_string_the_last_counts(ask):
    assert ask(APIKeyQuery(name="key"), query="key=first&key=last") == "last"


def test_the_case_of_a_header_name_does_not_matter(ask):
    assert ask(APIKeyHeader(name="X-API-Key"), x_api_key="secret") == "secret"


def test_a_header_of_spaces_is_a_key(ask):
    assert ask(APIKeyHeader(name="key"), key="  ") == "  "


def test_the_name_of_the_scheme_is_the_name_of_the_class(describe):
    class Badge(APIKeyHeader):
        """A subclass of a user."""

    assert Badge(name="key").scheme_name == "Badge"
    assert Badge(name="key", scheme_name="badge").scheme_name == "badge"


def test_the_description_reaches_the_document(describe):
    assert describe(APIKeyQuery(name="key", description="Ask us."))["description"] == "Ask us."


def test_the_name_of_the_key_must_be_given():
    for scheme in (APIKeyQuery, APIKeyHeader, APIKeyCookie):
        with pytest.raises(TypeError, match="name"):
            scheme()


def test_the_base_class_checks_a_key_of_any_place():
    scheme = APIKeyBase(APIKeyIn.header, "key", "Ask us.", "Badge", False)
    assert scheme.scheme_name == "Badge"
    assert scheme.check_api_key("secret") == "secret"
    assert scheme.check_api_key("") is None


def test_a_subclass_can_answer_something_else(refusal):
    class Hidden(APIKeyHeader):
        def make_not_authenticated_error(self):
            error = super().make_not_authenticated_error()
            error.status_code = 404
            return error

    assert refusal(Hidden(name="key")).status_code == 404
