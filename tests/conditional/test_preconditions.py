"""Promises about conditional requests: `Preconditions` and `etag_of`."""

from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from typing_extensions import Annotated

from etude import Depends, Etude, Response
from etude.conditional import Preconditions, etag_of
from etude.exceptions import EtudeError
from etude.responses import PlainTextResponse
from etude.testclient import TestClient

NOON = datetime(2026, 5, 4, 12, tzinfo=timezone.utc)
NOON_TEXT = "Mon, 04 May 2026 12:00:00 GMT"
BEFORE = "Mon, 04 May 2026 11:59:59 GMT"
WITH_BODY = ("PUT", "POST", "PATCH", "DELETE")


def client_of(etag=None, last_modified=None, required=False):
    app = Etude()

    @app.api_route("/", methods=["GET", "HEAD", *WITH_BODY])
    def serve(preconditions: Annotated[Preconditions, Depends()]):
        preconditions.check(etag, last_modified, required=required)
        return "done"

    return TestClient(app)


def status(method, headers, etag=None, last_modified=None, **options):
    return (
        client_of(etag, last_modified, **options).request(method, "/", headers=headers).status_code
    )


def test_an_answer_to_get_has_the_validators():
    answer = client_of("v1", NOON).get("/")
    assert (answer.status_code, answer.json()) == (200, "done")
    assert answer.headers["etag"] == '"v1"'
    assert answer.headers["last-modified"] == NOON_TEXT


def test_what_the_client_has_is_answered_with_304_without_a_body():
    answer = client_of("v1", NOON).get("/", headers={"if-none-match": '"v1"'})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == '"v1"'
    assert answer.headers["last-modified"] == NOON_TEXT
    assert "content-type" not in answer.headers


def test_an_answer_with_304_has_the_headers_for_caches():
    app = Etude()

    @app.get("/")
    def serve(response: Response, preconditions: Annotated[Preconditions, Depends()]):
        response.headers["cache-control"] = "max-age=60"
        response.headers["vary"] = "accept-language"
        response.headers["x-other"] = "1"
        preconditions.check("v1")

    headers = TestClient(app).get("/", headers={"if-none-match": "*"}).headers
    assert headers["cache-control"] == "max-age=60"
    assert headers["vary"] == "accept-language"
    assert "x-other" not in headers


def test_a_response_object_has_the_validators_too():
    app = Etude()

    @app.get("/")
    def serve(preconditions: Annotated[Preconditions, Depends()]):
        preconditions.check("v1")
        return PlainTextResponse("text")

    assert TestClient(app).get("/").headers["etag"] == '"v1"'


# If-None-Match (section 13.1.2): weak comparison

SAME_WEAKLY = [
    ("v1", '"v1"'),
    ("v1", 'W/"v1"'),
    ('W/"v1"', '"v1"'),
    ('W/"v1"', 'W/"v1"'),
    ("v1", '"v0", "v1"'),
    ("v1", ',"v0",, W/"v1" ,'),
    ("v,1", '"v0","v,1"'),
    ("v1", "*"),
    ("v1", " * "),
    ("", '""'),
    ('"whole"', '"whole"'),
]
OTHERS = [
    ("v1", '"v2"'),
    ("v1", '"V1"'),
    ("v1", "v1"),
    ("v1", '"v0,v1"'),
    ("v1", 'w/"x"'),
    ("v1", '"*"'),
    ("v1", ""),
    ("W/v1", '"v1"'),
]


@pytest.mark.parametrize(("etag", "header"), SAME_WEAKLY)
def test_a_tag_that_is_listed_is_known(etag, header):
    assert status("GET", {"if-none-match": header}, etag) == 304
    assert status("HEAD", {"if-none-match": header}, etag) == 304
    assert status("PUT", {"if-none-match": header}, etag) == 412


@pytest.mark.parametrize(("etag", "header"), OTHERS)
def test_a_tag_that_is_not_listed_is_new(etag, header):
    assert status("GET", {"if-none-match": header}, etag) == 200
    assert status("PUT", {"if-none-match": header}, etag) == 200


@pytest.mark.parametrize("name", ["if-match", "if-none-match"])
def test_tags_may_stand_in_several_lines(name):
    headers = [(name, '"v0"'), (name, '"v1"')]
    expected = 304 if name == "if-none-match" else 200
    assert status("GET", headers, "v1") == expected


def test_a_star_is_met_where_nothing_is_there():
    assert status("PUT", {"if-none-match": "*"}) == 200
    assert status("PUT", {"if-none-match": "*"}, last_modified=NOON) == 412


# If-Match (section 13.1.1): strong comparison


@pytest.mark.parametrize("method", ["GET", *WITH_BODY])
@pytest.mark.parametrize(
    ("etag", "header"), [("v1", '"v1"'), ("v1", '"v0", "v1"'), ("v1", "*"), ('W/"v1"', "*")]
)
def test_a_change_of_what_the_client_has_seen_is_made(method, etag, header):
    assert status(method, {"if-match": header}, etag) == 200


@pytest.mark.parametrize("method", ["GET", *WITH_BODY])
@pytest.mark.parametrize(
    ("etag", "header"),
    [
        ("v1", '"v2"'),
        ("v1", 'W/"v1"'),
        ('W/"v1"', '"v1"'),
        ('W/"v1"', 'W/"v1"'),
        ("v1", "v1"),
        (None, '"v1"'),
        (None, "*"),
    ],
)
def test_a_change_of_something_else_is_refused(method, etag, header):
    assert status(method, {"if-match": header}, etag) == 412


def test_a_refusal_names_what_is_there_now():
    answer = client_of("v2").put("/", headers={"if-match": '"v1"'})
    assert (answer.status_code, answer.json()) == (412, {"detail": "Precondition Failed"})
    assert answer.headers["etag"] == '"v2"'


def test_a_star_of_if_match_takes_a_date_for_existence():
    assert status("PUT", {"if-match": "*"}, last_modified=NOON) == 200
    assert status("PUT", {"if-match": '"v1"'}, last_modified=NOON) == 412


# Dates (sections 13.1.3 and 13.1.4)

OLD_FORMS = ["Monday, 04-May-26 12:00:00 GMT", "Mon May  4 12:00:00 2026", NOON_TEXT]


@pytest.mark.parametrize("date", OLD_FORMS)
def test_what_did_not_change_since_is_answered_with_304(date):
    assert status("GET", {"if-modified-since": date}, last_modified=NOON) == 304
    assert status("HEAD", {"if-modified-since": date}, last_modified=NOON) == 304


@pytest.mark.parametrize(
    "date", [BEFORE, "yesterday", "", "Mon, 99 May 2026 12:00:00 GMT", "1" * 40]
)
def test_what_changed_since_or_since_no_date_is_sent(date):
    assert status("GET", {"if-modified-since": date}, last_modified=NOON) == 200


def test_parts_of_seconds_do_not_count():
    later = NOON + timedelta(microseconds=999_999)
    assert status("GET", {"if-modified-since": NOON_TEXT}, last_modified=later) == 304


@pytest.mark.parametrize(
    "moment", [NOON.replace(tzinfo=None), NOON.astimezone(timezone(timedelta(hours=5)))]
)
def test_a_moment_counts_in_its_zone_and_without_one_in_utc(moment):
    assert client_of(None, moment).get("/").headers["last-modified"] == NOON_TEXT


@pytest.mark.parametrize("method", WITH_BODY)
def test_a_change_since_a_date_is_refused(method):
    assert status(method, {"if-unmodified-since": BEFORE}, last_modified=NOON) == 412
    assert status(method, {"if-unmodified-since": NOON_TEXT}, last_modified=NOON) == 200


def test_dates_are_ignored_where_they_have_no_say():
    assert status("PUT", {"if-modified-since": NOON_TEXT}, last_modified=NOON) == 200
    assert status("GET", {"if-modified-since": NOON_TEXT}, "v1") == 200
    assert status("PUT", {"if-unmodified-since": BEFORE}, "v1") == 200


def test_tags_win_over_dates():
    both = {"if-none-match": '"v0"', "if-modified-since": NOON_TEXT}
    assert status("GET", both, "v1", NOON) == 200
    both = {"if-match": '"v1"', "if-unmodified-since": BEFORE}
    assert status("PUT", both, "v1", NOON) == 200


def test_if_match_is_looked_at_before_if_none_match():
    both = {"if-match": '"v0"', "if-none-match": '"v1"'}
    assert status("GET", both, "v1") == 412
    assert status("GET", {**both, "if-match": '"v1"'}, "v1") == 304


# A condition that is required (RFC 6585)


@pytest.mark.parametrize("method", WITH_BODY)
def test_a_change_without_a_condition_can_be_refused(method):
    assert status(method, {}, "v1", required=True) == 428
    assert status(method, {"if-modified-since": NOON_TEXT}, "v1", required=True) == 428


@pytest.mark.parametrize(
    "headers",
    [{"if-match": '"v1"'}, {"if-none-match": '"v0"'}, {"if-unmodified-since": NOON_TEXT}],
)
def test_any_condition_of_a_change_is_enough(headers):
    assert status("PUT", headers, "v1", NOON, required=True) == 200


def test_reading_needs_no_condition():
    assert status("GET", {}, "v1", required=True) == 200


# After a change


def test_an_answer_to_a_change_has_the_validators_that_it_is_given():
    app = Etude()

    @app.put("/")
    def change(preconditions: Annotated[Preconditions, Depends()], silent: Optional[bool] = None):
        preconditions.check("v1")
        if not silent:
            preconditions.describe("v2", NOON)

    headers = TestClient(app).put("/").headers
    assert (headers["etag"], headers["last-modified"]) == ('"v2"', NOON_TEXT)
    assert "etag" not in TestClient(app).put("/?silent=1").headers


# Tags


class Article(BaseModel):
    title: str


def test_a_tag_is_made_of_bytes_and_of_what_json_carries():
    assert etag_of(b"1") == etag_of(1) == etag_of(1)
    assert etag_of(Article(title="a")) == etag_of({"title": "a"})
    assert etag_of(Article(title="a")) != etag_of(Article(title="b"))


def test_a_weak_tag_says_so():
    assert etag_of("a", weak=True) == f"W/{etag_of('a')}"


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.binary())
def test_a_tag_that_was_made_is_known_again(data):
    tag = etag_of(data)
    assert status("GET", {"if-none-match": tag}, tag) == 304


@pytest.mark.parametrize("text", ["a b", 'a"b', '"a', "a\n", "ä€"])
def test_what_is_no_tag_is_a_mistake_of_the_endpoint(text):
    with pytest.raises(EtudeError, match="is no entity tag"):
        client_of(text).get("/")


def test_the_headers_are_documented():
    parameters = client_of().app.openapi()["paths"]["/"]["get"]["parameters"]
    assert [parameter["name"] for parameter in parameters] == [
        "if-match",
        "if-none-match",
        "if-modified-since",
        "if-unmodified-since",
    ]


dates = st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2900, 1, 1))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(dates, dates)
def test_dates_are_compared_as_moments(modified, asked):
    header = format_datetime(asked.replace(tzinfo=timezone.utc), usegmt=True)
    is_newer = modified.replace(microsecond=0) > asked.replace(microsecond=0)
    expected = 200 if is_newer else 304
    assert status("GET", {"if-modified-since": header}, last_modified=modified) == expected
