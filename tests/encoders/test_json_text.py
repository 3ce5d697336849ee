"""Promises about the JSON text of answers without a model."""

import enum
import importlib
import json
from datetime import date, timedelta
from decimal import Decimal
from json import encoder as json_encoder
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

import etude._json
from etude.encoders import jsonable_encoder


class Colour(enum.Enum):
    red = "r"


class Level(enum.IntEnum):
    low = 1


class Text(str, enum.Enum):
    a = "a"


class Model(BaseModel):
    at: timedelta = timedelta(seconds=90)
    name: str = Field(default="n", serialization_alias="Name")


leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(blacklist_categories=("Cs",))),
    st.dates(),
    st.timedeltas(),
    st.uuids(),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.sampled_from([*Colour, *Level, *Text, Model(), b"bytes"]),
)
keys = st.one_of(
    st.text(st.characters(blacklist_categories=("Cs",))),
    st.just("_sa_instance_state"),
    st.integers(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.sampled_from([*Colour, *Level, *Text]),
)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(keys, inner, max_size=4),
        st.frozensets(st.integers(), max_size=3),
    ),
    max_leaves=8,
)


def reference(value):
    return json.dumps(
        jsonable_encoder(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


@pytest.fixture(params=["C", "Python"], scope="module")
def render_json(request):
    """The function on an interpreter with, and without, the standard library's C encoder."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "Python":
            patch.setattr(json_encoder, "c_make_encoder", None)
        yield importlib.reload(etude._json).render_json
    importlib.reload(etude._json)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(values)
def test_the_short_way_gives_what_the_long_way_gives(render_json, value):
    assert render_json(value) == reference(value)


@pytest.mark.parametrize(
    "value",
    [
        {"é": [1, None, True]},
        {"_sa_state": 1, "a": {"_sa": 2}},
        {"a": '"_sa'},
        {date(2020, 1, 2): {UUID(int=5): Decimal("1.5")}},
        {Colour.red: Level.low, Text.a: Text.a},
        {True: 1, None: 2, 1.5: 3},
        [Model(), {"m": Model()}, {1, 2}, range(2), timedelta(seconds=1)],
    ],
)
def test_special_values_come_out_as_the_long_way_has_them(render_json, value):
    assert render_json(value) == reference(value)


def test_a_generator_is_run_only_once(render_json):
    assert render_json({"a": (number for number in (1, 2))}) == b'{"a":[1,2]}'


@pytest.mark.parametrize("value", [float("nan"), float("-inf"), [{"a": float("inf")}]])
def test_a_number_that_json_does_not_have_is_refused(render_json, value):
    with pytest.raises(ValueError, match="Out of range float"):
        render_json(value)


def test_a_lone_surrogate_is_escaped(render_json):
    assert render_json({"a": "é\ud800"}) == b'{"a":"\\u00e9\\ud800"}'


def test_a_value_that_holds_itself_is_refused(render_json):
    value = []
    value.append(value)
    with pytest.raises(RecursionError):
        render_json(value)
