"""Promises about parameters of the query string."""

import enum
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from json import loads
from typing import Any, Deque, FrozenSet, List, NewType, Optional, Sequence, Set, Tuple, Union
from urllib.parse import parse_qsl
from uuid import UUID

import pytest
from annotated_types import Ge
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import AfterValidator, AliasChoices, Field, StringConstraints
from typing_extensions import Annotated, Literal, TypeAliasType

from etude import Etude, Query, Request
from etude.testclient import TestClient


class Colour(str, enum.Enum):
    red = "r"


class Level(enum.IntEnum):
    low = 1


UserId = NewType("UserId", int)
Ages = TypeAliasType("Ages", List[int])
Age = TypeAliasType("Age", Annotated[int, Query(gt=3)])


@pytest.fixture
def ask(exchange):
    """Ask an operation with one query parameter `q` of a type: its value, or its errors."""

    def ask_(type_, query, *default):
        app, seen = Etude(), []
        if default:

            async def read(q: type_ = default[0]):
                seen.append(q)

        else:

            async def read(q: type_):
                seen.append(q)

        app.add_api_route("/", read)
        answer = exchange(app, query=query)
        if answer.status == 200:
            return seen[0]
        assert answer.status == 422
        return [
            (error["type"], ".".join(map(str, error["loc"])), error["input"])
            for error in loads(answer.body)["detail"]
        ]

    return ask_


# Presence


def test_an_absent_parameter_without_a_default_is_missing(ask):
    assert ask(str, b"") == [("missing", "query.q", None)]
    assert ask(Optional[int], b"") == [("missing", "query.q", None)]


@pytest.mark.parametrize("marker", [Query(), Query(...), Query(default=...)])
def test_a_marker_without_a_default_means_required(ask, marker):
    assert ask(str, b"", marker) == [("missing", "query.q", None)]
    assert ask(Annotated[str, marker], b"") == [("missing", "query.q", None)]
    assert ask(Annotated[str, marker], b"", ...) == [("missing", "query.q", None)]


def test_an_absent_parameter_takes_its_default(ask):
    assert ask(int, b"", 7) == 7
    assert ask(int, b"", Query(7)) == 7
    assert ask(Annotated[int, Query()], b"", 7) == 7
    assert ask(Optional[int], b"", None) is None


def test_a_default_is_not_validated_unless_that_is_asked_for(ask):
    assert ask(int, b"", "wrong") == "wrong"
    assert ask(int, b"", Query("wrong", validate_default=True)) == [
        ("int_parsing", "query.q", "wrong")
    ]


def test_a_mutable_default_is_not_shared_between_requests(exchange):
    app, seen = Etude(), []

    @app.get("/")
    async def read(q: Annotated[List[int], Query()] = []):  # noqa: B006
        q.append(len(q))
        seen.append(q)

    exchange(app)
    exchange(app)
    assert seen == [[0], [0]]


def test_a_default_factory_runs_for_each_request_without_the_value(exchange):
    app, seen, numbers = Etude(), [], iter(range(9))

    @app.get("/")
    async def read(q: Annotated[int, Query(default_factory=lambda: next(numbers))]):
        seen.append(q)

    for query in (b"", b"q=7", b""):
        exchange(app, query=query)
    assert seen == [0, 7, 1]


def test_an_empty_value_does_not_fall_back_to_the_default(ask):
    assert ask(int, b"q=", 7) == [("int_parsing", "query.q", "")]
    assert ask(str, b"q=", "d") == ""
    assert ask(str, b"q", "d") == ""
    assert ask(Optional[str], b"q=") == ""


@pytest.mark.parametrize("text", [b"null", b"None", b""])
def test_there_is_no_text_for_none(ask, text):
    assert ask(Optional[int], b"q=" + text) == [("int_parsing", "query.q", text.decode())]


# Decoding


@pytest.mark.parametrize(
    ("query", "value"),
    [
        (b"q=1&q=2", "2"),
        (b"Q=1&q=2&z=3", "2"),
        (b"q=a+b", "a b"),
        (b"q=a%20b", "a b"),
        (b"q=a%2Bb", "a+b"),
        (b"q=%FF", "\ufffd"),
        (b"q=a;b", "a;b"),
        (b"%71=x", "x"),
        (b"q=%00", "\0"),
        (b"q=a=b", "a=b"),
        (b"&&q=x&", "x"),
    ],
)
def test_a_query_string_is_decoded_like_a_form(ask, query, value):
    assert ask(str, query) == value


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.text(alphabet="ab=&+%;20FéA\x00 ", max_size=20).map(lambda text: text.encode("latin-1")))
def test_every_query_string_is_read_as_the_standard_library_reads_it(exchange, query):
    app, seen = Etude(), []

    @app.get("/")
    async def read(
        a: Annotated[List[str], Query()] = [],  # noqa: B006
        b: Annotated[Optional[str], Query()] = None,
    ):
        seen.append((a, b))

    exchange(app, query=query)
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    expected = [value for name, value in pairs if name == "a"], dict(pairs).get("b")
    assert seen == [expected]


# Types


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (bool, b"ON", True),
        (bool, b"n", False),
        (Colour, b"r", Colour.red),
        (Level, b"1", Level.low),
        (Literal["a", "b"], b"b", "b"),
        (datetime, b"2020-01-02T03:04:05Z", datetime(2020, 1, 2, 3, 4, 5, tzinfo=timezone.utc)),
        (datetime, b"2020-01-02", datetime(2020, 1, 2)),
        (date, b"2020-01-02", date(2020, 1, 2)),
        (time, b"12:30", time(12, 30)),
        (timedelta, b"PT90S", timedelta(seconds=90)),
        (UUID, str(UUID(int=5)).encode(), UUID(int=5)),
        (Decimal, b"1.10", Decimal("1.10")),
        (bytes, b"%C3%A9", "é".encode()),
        (Any, b"3", "3"),
        (object, b"3", "3"),
        (Union[int, str], b"3", "3"),
        (UserId, b"3", 3),
        (Age, b"4", 4),
        (Annotated[Union[int, str], Query(union_mode="left_to_right")], b"3", 3),
        (Annotated[int, "a note", 3], b"3", 3),
        (Annotated[str, Query], b"x", "x"),
        (Annotated[int, AfterValidator(lambda value: value + 1)], b"3", 4),
    ],
)
def test_a_value_arrives_as_what_its_type_says(ask, type_, text, value):
    found = ask(type_, b"q=" + text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("type_", "text", "error"),
    [
        (bool, "enabled", "bool_parsing"),
        (Colour, "red", "enum"),
        (Literal[1, 2], "1", "literal_error"),
        (timedelta, "30", "time_delta_parsing"),
        (date, "2020-01-02T03:04", "date_from_datetime_inexact"),
        (Decimal, "NaN", "finite_number"),
        (UUID, "x", "uuid_parsing"),
        (Age, "3", "greater_than"),
        (Annotated[float, Query(allow_inf_nan=False)], "inf", "finite_number"),
        (Annotated[int, Query(strict=True)], "3", "int_type"),
        (Annotated[str, Query(min_length=3)], "ab", "string_too_short"),
        (Annotated[str, Query(max_length=1)], "ab", "string_too_long"),
        (Annotated[str, Query(pattern="^b")], "ab", "string_pattern_mismatch"),
        (Annotated[int, Query(ge=3)], "2", "greater_than_equal"),
        (Annotated[int, Query(lt=3)], "3", "less_than"),
        (Annotated[int, Query(le=3)], "4", "less_than_equal"),
        (Annotated[int, Query(multiple_of=3)], "4", "multiple_of"),
        (Annotated[Decimal, Query(max_digits=2)], "1.11", "decimal_max_digits"),
        (Annotated[int, Field(gt=3)], "3", "greater_than"),
        (Annotated[int, Ge(3)], "2", "greater_than_equal"),
        (Annotated[str, StringConstraints(min_length=3)], "ab", "string_too_short"),
        (Annotated[int, Field(gt=3), Query(lt=9)], "3", "greater_than"),
        (Annotated[int, Query(lt=9), Field(gt=3)], "9", "less_than"),
        (Optional[Annotated[str, Query(min_length=3)]], "ab", "string_too_short"),
        (Annotated[Optional[str], Query(min_length=3)], "ab", "string_too_short"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_the_text_that_was_sent(ask, type_, text, error):
    assert ask(type_, b"q=" + text.encode()) == [(error, "query.q", text)]


def test_two_markers_of_one_kind_merge_their_constraints(ask):
    type_ = Annotated[int, Query(gt=3), Query(lt=9)]
    assert ask(type_, b"q=3") == [("greater_than", "query.q", "3")]
    assert ask(type_, b"q=9") == [("less_than", "query.q", "9")]


def test_constraints_without_a_marker_leave_a_default_in_force(ask):
    assert ask(Annotated[int, Field(gt=3)], b"", 9) == 9


def test_an_unannotated_argument_keeps_the_text_and_its_default(exchange):
    app, seen = Etude(), []

    @app.get("/")
    async def read(q=3):
        seen.append(q)

    exchange(app, query=b"q=4")
    exchange(app)
    assert seen == ["4", 3]


def test_a_validator_that_raises_value_error_gives_an_error_without_the_exception():
    def refuse(value):
        raise ValueError("not this")

    app = Etude()

    @app.get("/")
    async def read(q: Annotated[int, AfterValidator(refuse)]):
        pass

    assert TestClient(app).get("/?q=1").json()["detail"] == [
        {
            "type": "value_error",
            "loc": ["query", "q"],
            "msg": "Value error, not this",
            "input": "1",
            "ctx": {"error": {}},
        }
    ]


# Several values


@pytest.mark.parametrize(
    ("type_", "query", "value"),
    [
        (List[int], b"q=1&q=2", [1, 2]),
        (List[int], b"q=1", [1]),
        (List[str], b"q=", [""]),
        (List[str], b"q=1,2", ["1,2"]),
        (list, b"q=1&q=a", ["1", "a"]),
        (Set[int], b"q=1&q=1", {1}),
        (FrozenSet[int], b"q=1&q=1", frozenset({1})),
        (Tuple[int, str], b"q=1&q=2", (1, "2")),
        (Tuple[int, ...], b"q=1&q=2&q=3", (1, 2, 3)),
        (Sequence[int], b"q=1&q=2", [1, 2]),
        (Optional[List[int]], b"q=1", [1]),
        (Ages, b"q=1&q=2", [1, 2]),
    ],
)
def test_repeated_values_are_collected(ask, type_, query, value):
    assert ask(Annotated[type_, Query()], query) == value


def test_metadata_that_cannot_be_hashed_does_no_harm(ask):
    assert ask(Annotated[List[Annotated[int, {"a": 1}]], Query()], b"q=1") == [1]


def test_a_deque_takes_several_values(ask):
    assert list(ask(Annotated[Deque[int], Query()], b"q=1&q=2")) == [1, 2]


@pytest.mark.parametrize(
    ("type_", "query", "errors"),
    [
        (List[int], b"", [("missing", "query.q", None)]),
        (
            List[int],
            b"q=a&q=1&q=b",
            [("int_parsing", "query.q.0", "a"), ("int_parsing", "query.q.2", "b")],
        ),
        (Tuple[int, str], b"q=3", [("missing", "query.q.1", ["3"])]),
    ],
)
def test_each_wrong_item_is_named_by_its_index(ask, type_, query, errors):
    assert ask(Annotated[type_, Query()], query) == errors


def test_length_constraints_of_a_list_count_items(ask):
    assert ask(Annotated[List[int], Query(min_length=2)], b"q=1") == [
        ("too_short", "query.q", ["1"])
    ]


def test_an_absent_list_takes_its_default(ask):
    assert ask(Annotated[Optional[List[str]], Query()], b"", None) is None


# Names


def test_an_alias_replaces_the_name(ask):
    type_ = Annotated[str, Query(alias="item-query")]
    assert ask(type_, b"item-query=x") == "x"
    assert ask(type_, b"q=x") == [("missing", "query.item-query", None)]


def test_a_validation_alias_wins_over_an_alias(ask):
    assert ask(Annotated[str, Query(alias="a", validation_alias="va")], b"a=1&va=2") == "2"


def test_an_alias_of_a_pydantic_field_counts(ask):
    assert ask(Annotated[str, Field(alias="fa"), Query()], b"fa=x") == "x"


def test_a_serialization_alias_has_no_effect(ask):
    assert ask(Annotated[str, Query(serialization_alias="s")], b"q=x") == "x"


@pytest.mark.parametrize("type_", [str, List[str]])
def test_any_of_several_aliases_is_accepted_and_errors_name_the_first(ask, type_):
    annotated = Annotated[type_, Query(validation_alias=AliasChoices("x", "y"))]
    one = "1" if type_ is str else ["1"]
    assert ask(annotated, b"y=1") == one
    assert ask(annotated, b"x=1") == one
    assert ask(annotated, b"q=1") == [("missing", "query.x", None)]


def test_parameters_and_the_request_itself_go_together():
    app = Etude()

    @app.get("/{item}")
    async def read(request: Request, *, q: int, item: str, optional: int = 3):
        return [item, q, optional, request.query_params["q"]]

    assert TestClient(app).get("/a?q=1").json() == ["a", 1, 3, "1"]
