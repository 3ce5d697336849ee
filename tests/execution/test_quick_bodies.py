"""A body that is validated from its bytes gives what the parsed JSON gives."""

from __future__ import annotations

import datetime
import enum
import json
import uuid
from typing import Any, Dict, FrozenSet, List, Optional, Tuple, Union

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError
from typing_extensions import Annotated, Literal

from etude import Etude, HTTPException
from etude._pydantic import Adapter, errors_of, errors_of_json
from etude.exceptions import RequestValidationError
from etude.responses import JSONResponse
from etude.testclient import TestClient


class Colour(str, enum.Enum):
    red = "red"
    blue = "blue"


class Part(BaseModel):
    count: int
    weight: float = 1.0
    tags: List[str] = []


class Thing(BaseModel):
    name: Annotated[str, Field(max_length=4)]
    size: Optional[int] = None
    is_new: bool = False
    parts: List[Part] = []
    prices: Dict[str, float] = {}
    made: Optional[datetime.datetime] = None
    key: Optional[uuid.UUID] = None
    colour: Optional[Colour] = None
    kind: Literal["a", "b"] = "a"
    extra: Any = None


ADAPTER = Adapter(Thing)

needs_quick_path = pytest.mark.skipif(
    ADAPTER.validate_json is None,
    reason="this version of Pydantic counts the first of repeated keys in JSON",
)

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.sampled_from(["red", "a", "1", "1.5", "true", "2020-01-01T00:00:00Z", "é", "", "abcde"]),
    st.uuids().map(str),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
parts = st.fixed_dictionaries(
    {"count": scalars}, optional={"weight": scalars, "tags": st.lists(scalars, max_size=2)}
)
things = st.fixed_dictionaries(
    {"name": scalars},
    optional={
        "size": scalars,
        "is_new": scalars,
        "parts": st.lists(parts, max_size=2),
        "prices": st.dictionaries(st.text(max_size=2), scalars, max_size=2),
        "made": scalars,
        "key": scalars,
        "colour": scalars,
        "kind": scalars,
        "extra": values,
    },
)


@needs_quick_path
@settings(max_examples=300, deadline=None, derandomize=True)
@given(things)
def test_valid_bytes_give_the_value_of_the_parsed_json(thing):
    raw = json.dumps(thing).encode()
    assert ADAPTER.validate_json is not None
    try:
        quick = ADAPTER.validate_json(raw)
    except ValidationError:
        return  # the parsed JSON words the error
    slow = ADAPTER.validate_python(json.loads(raw), from_attributes=True)
    assert repr(quick) == repr(slow)
    assert quick.model_fields_set == slow.model_fields_set


@needs_quick_path
@pytest.mark.parametrize(
    "raw",
    [b'{"name": "a", "size": 1, "size": 2}', b'{"name": "a", "extra": {"x": 1, "x": [2]}}'],
)
def test_the_last_of_repeated_keys_counts_either_way(raw):
    assert ADAPTER.validate_json is not None
    assert repr(ADAPTER.validate_json(raw)) == repr(ADAPTER.validate_python(json.loads(raw)))


class WithUnion(BaseModel):
    value: Union[int, str]


class Strict(BaseModel):
    model_config = ConfigDict(strict=True)
    day: datetime.date


class Coercing(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)
    name: str


class Level(enum.Enum):
    low = 1


class WithLevel(BaseModel):
    level: Level


class WithNumber(BaseModel):
    value: Literal[1, 2]


@pytest.mark.parametrize("type_", [WithUnion, Strict, Coercing, WithLevel, WithNumber, bytes])
def test_a_type_that_reads_json_otherwise_is_not_read_from_bytes(type_):
    assert Adapter(type_).validate_json is None


app = Etude()


@app.post("/things")
def make(thing: Thing, page: int = 1) -> Thing:
    if thing.name == "no":
        raise HTTPException(409)
    return thing


client = TestClient(app)


def post(content: bytes, url: str = "/things") -> Any:
    return client.post(url, content=content, headers={"content-type": "application/json"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_encoding_of_json_is_read(encoding):
    assert post('{"name": "é"}'.encode(encoding)).json()["name"] == "é"


def test_the_error_of_another_parameter_holds_the_parsed_body():
    seen: List[Any] = []
    local = Etude()
    local.post("/")(make)

    @local.exception_handler(RequestValidationError)
    async def show(request: Any, error: RequestValidationError) -> JSONResponse:
        seen.append(error.body)
        return JSONResponse({}, 422)

    answer = TestClient(local).post("/?page=x", json={"name": "a"})
    assert answer.status_code == 422
    assert seen == [{"name": "a"}]


def test_json_that_is_none_and_json_that_does_not_fit_are_worded_from_the_parsed_value():
    assert post(b"{bad").json()["detail"][0]["type"] == "json_invalid"
    assert post(b'{"name": 1}').json()["detail"][0]["input"] == 1
    assert post(b'{"name": "no"}').status_code == 409


# What is wrong with a body


class Limited(BaseModel):
    count: Annotated[int, Field(ge=1, le=5, multiple_of=2)]
    weight: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1.0
    code: Annotated[str, Field(min_length=2, max_length=3, pattern="^a")] = "aa"
    day: Optional[datetime.date] = None
    at: Optional[datetime.time] = None
    colours: Annotated[List[Colour], Field(max_length=2)] = []
    pair: Optional[Tuple[int, str]] = None
    names: FrozenSet[str] = frozenset()
    part: Optional[Part] = None
    renamed: Annotated[int, Field(validation_alias=AliasChoices("one", "two"))] = 0


limited = st.fixed_dictionaries(
    {}, optional=dict.fromkeys((*Limited.model_fields, "one", "two", "other"), values)
)


@needs_quick_path
@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.one_of(limited, things))
@pytest.mark.parametrize("type_", [Limited, Thing, List[Limited]])
def test_errors_of_the_bytes_are_taken_only_where_the_parsed_json_has_the_same(type_, value):
    adapter, raw = Adapter(type_), json.dumps(value).encode()
    assert adapter.validate_json is not None
    try:
        adapter.validate_json(raw)
    except ValidationError as error:
        quick = None if adapter.has_repeatable_keys else errors_of_json(error, ("body",))
    else:
        return
    if quick is not None:
        with pytest.raises(ValidationError) as caught:
            adapter.validate_python(json.loads(raw), from_attributes=True)
        assert repr(quick) == repr(errors_of(caught.value, ("body",)))


@needs_quick_path
@pytest.mark.parametrize(
    "raw",
    [
        b'{"weight": 0}',
        b'{"count": 1, "count": 3, "weight": 2, "x": 1, "x": [1e22, 1.5E-7, -0, -0.0]}',
        b'{"count": 123456789012345678901234567890, "code": "\\u00e9\\u2028"}',
        b'{"count": NaN, "weight": Infinity}',
        b'{"count": 2, "colours": ["red", "green"], "part": {}}',
    ],
)
def test_the_default_answer_is_the_same_from_the_bytes_and_from_the_parsed_json(raw, monkeypatch):
    local = Etude()

    @local.post("/")
    def take(one: Limited) -> None: ...

    other = Etude()
    with monkeypatch.context() as patched:
        patched.setattr(Adapter, "has_repeatable_keys", True)

        @other.post("/")
        def take_parsed(one: Limited) -> None: ...

        headers = {"content-type": "application/json"}
        parsed = TestClient(other).post("/", content=raw, headers=headers)
    quick = TestClient(local).post("/", content=raw, headers=headers)
    assert quick.status_code == parsed.status_code == 422
    assert quick.content == parsed.content


def test_the_last_of_repeated_keys_counts_in_dictionaries_too():
    raw = b'{"name": "a", "prices": {"x": "wrong", "x": 1}}'
    assert post(raw).json()["prices"] == {"x": 1}


def test_the_body_of_an_error_is_decoded_when_it_is_asked_for():
    seen: List[Any] = []
    local = Etude()

    @local.post("/")
    def take(one: Limited) -> None: ...

    @local.exception_handler(RequestValidationError)
    async def show(request: Any, error: RequestValidationError) -> JSONResponse:
        seen.extend([error.body, error.body is error.body])
        return JSONResponse({}, 422)

    TestClient(local).post("/", json={"count": 9})
    assert seen == [{"count": 9}, True]
