"""Whether two subjects answer the same."""

from __future__ import annotations

import pytest
from benchmarks.answers import Answer, find_differences, split_answers

JSON = (("content-length", "2"), ("content-type", "application/json"))
FINE = Answer(200, JSON, "{}")


def differences(one: Answer, other: Answer, status: int = 200) -> list[str]:
    return find_differences({"one": [one], "other": [other]}, status)


def test_equal_answers_have_no_differences() -> None:
    assert differences(FINE, FINE) == []


@pytest.mark.parametrize(
    ("other", "part"),
    [
        (Answer(201, JSON, "{}"), "status differs"),
        (Answer(200, (("content-type", "text/plain"),), "{}"), "media_type differs"),
        (Answer(200, JSON, "[]"), "body differs"),
    ],
)
def test_a_difference_is_named_with_both_values(other: Answer, part: str) -> None:
    found = "\n".join(differences(FINE, other))
    assert f"other, request 1: {part} from one" in found


def test_other_headers_and_parameters_of_the_media_type_may_differ() -> None:
    headers = (("content-type", "application/json; charset=utf-8"), ("server", "x"))
    assert differences(FINE, Answer(200, headers, "{}")) == []


def test_headers_of_the_application_itself_must_be_there() -> None:
    (found,) = differences(Answer(200, (*JSON, ("x-own-class", "1")), "{}"), FINE)
    assert "own_headers differs" in found


def test_equal_answers_with_the_wrong_status_are_wrong() -> None:
    found = differences(FINE, FINE, status=422)
    assert [line.split(":")[0] for line in found] == ["one, request 1", "other, request 1"]
    assert "status 200 instead of 422" in found[0]


def test_a_false_content_length_is_found() -> None:
    false = Answer(200, (("content-length", "3"), ("content-type", "application/json")), "{}")
    assert differences(FINE, false) == [
        "other, request 1: content-length 3, but the body has 2 bytes"
    ]


def test_fastapi_is_what_the_others_are_compared_to() -> None:
    (found,) = find_differences({"one": [Answer(200, JSON, "[]")], "fastapi": [FINE]}, 200)
    assert found.startswith("one, request 1: body differs from fastapi")


def test_a_missing_answer_is_a_difference() -> None:
    found = find_differences({"one": [FINE], "other": []}, status=200)
    assert found == ["other gave 0 answers, one gave 1"]


def test_a_long_body_is_cut_in_the_message() -> None:
    found = "\n".join(differences(FINE, Answer(200, JSON[1:], "x" * 5000)))
    assert "... (5002 characters)" in found
    assert len(found) < 1500


def test_messages_are_split_into_answers_at_each_start() -> None:
    start: dict[str, object] = {
        "type": "http.response.start",
        "status": 200,
        "headers": [(b"X-B", b"2"), (b"x-a", b"1")],
    }
    parts: list[dict[str, object]] = [
        {"type": "http.response.body", "body": b"a", "more_body": True},
        {"type": "http.response.body", "body": b"b"},
    ]
    other: dict[str, object] = {"type": "http.response.start", "status": 204}
    assert split_answers([start, *parts, other, {"type": "http.response.body"}]) == [
        Answer(200, (("x-a", "1"), ("x-b", "2")), "ab"),
        Answer(204, (), ""),
    ]


def test_what_a_websocket_says_is_its_answer() -> None:
    messages: list[dict[str, object]] = [
        {"type": "websocket.accept", "subprotocol": None},
        {"type": "websocket.send", "text": "a"},
        {"type": "websocket.send", "bytes": None, "text": "b"},
        {"type": "websocket.close", "code": 1000},
    ]
    assert split_answers(messages) == [Answer(101, (), "a\nb\n")]


def test_a_digest_changes_with_status_headers_and_body() -> None:
    others = [Answer(201, JSON, "{}"), Answer(200, JSON[1:], "{}"), Answer(200, JSON, "[]")]
    assert len({FINE.digest(), *(other.digest() for other in others)}) == 4


def test_an_answer_survives_the_way_to_the_parent() -> None:
    assert Answer.from_json(FINE.as_json()) == FINE
