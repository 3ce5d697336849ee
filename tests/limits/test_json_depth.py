"""Promises about JSON that is nested deep: what is accepted can be sent back, too."""

import json
import sys
from typing import Any, Dict, List, Optional, Union

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict
from typing_extensions import Annotated

from etude import Body, Etude, Form
from etude._limits import MOST_LEVELS, is_deeper
from etude.encoders import jsonable_encoder
from etude.exceptions import DeclarationError
from etude.responses import JSONResponse
from etude.testclient import TestClient

JSON = {"content-type": "application/json"}


class Chain(BaseModel):
    a: Optional["Chain"] = None


class Tree(BaseModel):
    a: List["Tree"] = []


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")


class Either(BaseModel):
    a: Union[int, Dict[str, "Either"]]


def nested(levels, opening='{"a":', closing="}", inner="1"):
    return (opening * levels + inner + closing * levels).encode()


SHAPES = {
    "objects": lambda levels: nested(levels),
    "lists": lambda levels: nested(levels, "[", "]"),
    "empty lists": lambda levels: nested(levels, "[", "]", ""),
    "chain": lambda levels: nested(levels, inner="null"),
    "tree": lambda levels: nested(levels // 2, '{"a":[', "]}", ""),
    "either": lambda levels: nested((levels - 1) // 2, '{"a":{"b":', "}}", '{"a":1}'),
}
WHOLE = [Any, Dict[str, Any], List[Any], Chain, Tree, Open, Either, Union[Chain, Tree, List[Any]]]


def client_of(type_, echo=lambda value: value, **options):
    app = Etude()

    @app.post("/", **options)
    async def take(value: Annotated[type_, Body()]):
        return echo(value)

    return TestClient(app)


def post(client, content):
    return client.post("/", content=content, headers=JSON)


# What is accepted can be sent back


@pytest.mark.parametrize("type_", WHOLE, ids=str)
@pytest.mark.parametrize("has_model", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_no_accepted_body_is_a_server_error_when_it_is_sent_back(type_, has_model, shape):
    def wrap(value):
        return {"data": {"items": [value]}}

    model = {"response_model": Dict[str, Dict[str, List[type_]]]} if has_model else {}
    client = client_of(type_, wrap, **model)
    for levels in (1, 100, 199, 200, 201, 202, MOST_LEVELS - 1, MOST_LEVELS):
        response = post(client, SHAPES[shape](levels))
        assert response.status_code in (200, 422), (levels, response.text[:80])
        assert "json_too_deep" not in response.text
    assert post(client, SHAPES[shape](MOST_LEVELS + 3)).status_code == 422


@pytest.mark.parametrize(
    "echo",
    [jsonable_encoder, JSONResponse, lambda value: Open(data=value), lambda value: [value] * 3],
)
def test_other_ways_to_send_it_back_are_no_server_errors_either(echo):
    response = post(client_of(Any, echo), nested(MOST_LEVELS))
    assert response.status_code == 200


def test_an_error_shows_what_is_nested_deep():
    response = post(client_of(int), nested(MOST_LEVELS))
    assert response.json()["detail"][0]["input"] == json.loads(nested(MOST_LEVELS))


# What is too deep


@pytest.mark.parametrize("type_", [Any, Chain, Open, int])
@pytest.mark.parametrize("levels", [MOST_LEVELS + 1, 3_000, 100_000])
def test_what_is_nested_deeper_than_any_answer_is_refused(type_, levels):
    response = post(client_of(type_), nested(levels))
    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "json_too_deep",
                "loc": ["body"],
                "msg": f"JSON is nested deeper than {MOST_LEVELS} levels",
                "input": None,
                "ctx": {"max_depth": MOST_LEVELS},
            }
        ]
    }


@pytest.mark.parametrize("type_", [Any, Open, Chain])
def test_an_operation_may_allow_fewer_levels(type_):
    client = client_of(type_, max_json_depth=2)
    assert post(client, nested(2, inner="null")).status_code == 200
    refused = post(client, nested(3, inner="null"))
    assert refused.json()["detail"][0]["msg"] == "JSON is nested deeper than 2 levels"


def test_a_depth_of_none_allows_single_values_only():
    client = client_of(Any, max_json_depth=0)
    assert [post(client, text).status_code for text in (b"1", b"[]", b"{}")] == [200, 422, 422]


def test_several_values_in_one_body_are_counted_with_the_object_around_them():
    app = Etude(max_json_depth=2)

    @app.post("/")
    async def take(a: Annotated[Any, Body()], b: Annotated[Any, Body()] = None):
        return a

    client = TestClient(app)
    assert [post(client, nested(levels)).status_code for levels in (2, 3)] == [200, 422]


def test_json_that_is_no_body_of_json_is_not_counted():
    app = Etude(max_json_depth=0)

    @app.post("/text")
    async def take_text(text: Annotated[str, Body()]):
        return text

    @app.post("/form")
    async def take_form(a: Annotated[str, Form()]):
        return a

    client = TestClient(app)
    plain = client.post("/text", content=b"[[]]", headers={"content-type": "text/plain"})
    assert plain.json() == client.post("/form", data={"a": "[[]]"}).json() == "[[]]"


@pytest.mark.parametrize("value", [-1, MOST_LEVELS + 1, True, 1.0, "1"])
def test_a_depth_that_nobody_can_keep_to_is_refused(value):
    with pytest.raises(DeclarationError, match=r"max_json_depth is .*from 0 to 220"):
        Etude(max_json_depth=value)


# How levels are counted

values = st.recursive(
    st.one_of(st.integers(), st.text('[]{}"\\ né\n'), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text('[{"\\'), inner, max_size=3)
    ),
    max_leaves=12,
)


def depth_of(value):
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(depth_of, value), default=0) if isinstance(value, list) else 0


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    value=values,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"]),
    is_ascii=st.booleans(),
)
def test_levels_are_those_of_the_parsed_value(value, encoding, is_ascii):
    raw = json.dumps(value, ensure_ascii=is_ascii).encode(encoding)
    depth = depth_of(value)
    assert not is_deeper(raw, depth)
    assert depth == 0 or is_deeper(raw, depth - 1)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(raw=st.text('[]{}"\\ a,:1').map(str.encode), levels=st.integers(0, 3))
def test_no_text_is_too_strange_to_be_counted(raw, levels):
    assert is_deeper(raw, levels) in (True, False)
    assert is_deeper(raw * 20, sys.maxsize) is False
