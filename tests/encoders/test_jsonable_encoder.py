"""Promises about turning Python values into what JSON knows."""

import enum
import ipaddress
import re
import types
from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Optional
from uuid import UUID

import pydantic
import pytest
from pydantic import AnyUrl, BaseModel, Field, NameEmail, SecretBytes, SecretStr

from etude.encoders import (
    ENCODERS_BY_TYPE,
    decimal_encoder,
    generate_encoders_by_class_tuples,
    isoformat,
    jsonable_encoder,
)


class Colour(enum.Enum):
    red = "r"
    pair = (1, 2)


class Text(str):
    pass


class Inner(BaseModel):
    b: Optional[int] = None
    c: int = Field(default=2, alias="C")


class Outer(BaseModel):
    inner: Inner = Inner()
    at: timedelta = timedelta(seconds=90)


@dataclass
class Point:
    x: Optional[int]
    y: object = 0


@pydantic.dataclasses.dataclass
class Aliased:
    own_name: int = Field(serialization_alias="ownName")


class Attributes:
    def __init__(self):
        self.a = 1
        self._p = date(2020, 1, 2)


class Pairs:
    def __iter__(self):
        return iter([("a", 1)])


class Slots:
    __slots__ = ()


class Address(ipaddress.IPv4Address):
    pass


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        (None, None),
        (True, True),
        (1.5, 1.5),
        (Text("x"), "x"),
        (Colour.red, "r"),
        (Colour.pair, (1, 2)),
        (b"bytes", "bytes"),
        (datetime(2020, 1, 2, 3), "2020-01-02T03:00:00"),
        (date(2020, 1, 2), "2020-01-02"),
        (time(12, 30), "12:30:00"),
        (timedelta(seconds=90), 90.0),
        (Decimal("1.10"), 1.1),
        (Decimal("2"), 2),
        (UUID(int=5), str(UUID(int=5))),
        (Path("a") / "b", "a/b"),
        (PurePosixPath("/a"), "/a"),
        (PureWindowsPath("a\\b"), "a\\b"),
        (re.compile("^a"), "^a"),
        (SecretStr("x"), "**********"),
        (SecretBytes(b"x"), "b'**********'"),
        (AnyUrl("http://a.example/"), "http://a.example/"),
        (ipaddress.ip_address("::1"), "::1"),
        (ipaddress.ip_network("10.0.0.0/8"), "10.0.0.0/8"),
        (ipaddress.ip_interface("10.0.0.1/8"), "10.0.0.1/8"),
        (Address("10.0.0.1"), "10.0.0.1"),
        ([1, (2,), {3}, frozenset({4}), deque([5])], [1, [2], [3], [4], [5]]),
        ((number for number in (1, 2)), [1, 2]),
        (range(2), [0, 1]),
        (map(str, [1]), ["1"]),
        ({"a": 1}.keys(), ["a"]),
        ({"a": 1}.values(), [1]),
        ({"a": 1}.items(), {"a": 1}),
        (OrderedDict(a=Colour.red), {"a": "r"}),
        ({date(2020, 1, 2): 1, Colour.red: 2, 3: 4}, {"2020-01-02": 1, "r": 2, 3: 4}),
        (Point(1, date(2020, 1, 2)), {"x": 1, "y": "2020-01-02"}),
        (Aliased(1), {"ownName": 1}),
        (Attributes(), {"a": 1, "_p": "2020-01-02"}),
        (Pairs(), {"a": 1}),
        (types.SimpleNamespace(a=1), {"a": 1}),
        (Outer(), {"inner": {"b": None, "C": 2}, "at": "PT1M30S"}),
        ([bytearray(b"x"), memoryview(b"\xc3\xa9")], ["x", "é"]),
        ([Outer()], [{"inner": {"b": None, "C": 2}, "at": "PT1M30S"}]),
    ],
)
def test_a_value_is_encoded(value, encoded):
    assert jsonable_encoder(value) == encoded


def test_a_mail_address_is_encoded_as_text():
    pytest.importorskip("email_validator", reason="NameEmail needs it, an extra brings it")
    assert jsonable_encoder(NameEmail("n", "a@b.example")) == "n <a@b.example>"


@pytest.mark.parametrize("value", [object(), Slots()])
def test_a_value_that_nobody_knows_is_refused_with_both_causes(value):
    with pytest.raises(ValueError, match="Error") as caught:
        jsonable_encoder(value)
    assert len(caught.value.args[0]) == 2


def test_a_model_of_the_old_pydantic_is_refused_by_name():
    import sys

    if sys.version_info >= (3, 14):
        pytest.skip("pydantic.v1 does not run on this Python")
    from pydantic.v1 import BaseModel as OldBaseModel

    from etude.exceptions import PydanticV1NotSupportedError

    class Old(OldBaseModel):
        a: int = 1

    with pytest.raises(PydanticV1NotSupportedError, match=r"Old is a model of pydantic\.v1"):
        jsonable_encoder(Old())


# Options


@pytest.mark.parametrize(
    ("options", "encoded"),
    [
        ({"include": {"inner"}}, {"inner": {"b": None, "C": 2}}),
        ({"include": ["inner"], "exclude": ("inner",)}, {}),
        ({"include": set()}, {}),
        ({"exclude": {"inner": {"b"}}}, {"inner": {"C": 2}, "at": "PT1M30S"}),
        ({"by_alias": False, "exclude": {"at"}}, {"inner": {"b": None, "c": 2}}),
        ({"exclude_unset": True}, {"inner": {"b": None}}),
        ({"exclude_defaults": True}, {}),
        ({"exclude_none": True}, {"inner": {"C": 2}, "at": "PT1M30S"}),
    ],
)
def test_options_choose_the_fields_of_a_model(options, encoded):
    assert jsonable_encoder(Outer(inner=Inner(b=None)), **options) == encoded


@pytest.mark.parametrize(
    ("options", "encoded"),
    [
        ({"include": {"a"}}, {"a": None}),
        ({"exclude": {"a"}}, {"b": {"a": None}}),
        ({"exclude_none": True}, {"b": {}}),
    ],
)
def test_options_choose_the_keys_of_a_dict(options, encoded):
    assert jsonable_encoder({"a": None, "b": {"a": None}}, **options) == encoded


def test_options_reach_the_models_inside_containers():
    value = {"a": [Inner()]}
    assert jsonable_encoder(value, exclude_unset=True) == {"a": [{}]}
    assert jsonable_encoder(value, by_alias=False) == {"a": [{"b": None, "c": 2}]}


def test_options_apply_to_each_element_of_a_list():
    assert jsonable_encoder([{"a": 1, "b": 2}], include={"a"}) == [{"a": 1}]
    assert jsonable_encoder([None], exclude_none=True) == [None]


@pytest.mark.parametrize(
    ("options", "encoded"),
    [
        ({"include": {"x"}}, {"x": None}),
        ({"exclude": {"x"}}, {"y": 0}),
        ({"exclude_none": True}, {"y": 0}),
    ],
)
def test_options_choose_the_fields_of_a_dataclass(options, encoded):
    assert jsonable_encoder(Point(None), **options) == encoded


def test_field_names_of_a_pydantic_dataclass_may_be_kept():
    assert jsonable_encoder(Aliased(1), by_alias=False) == {"own_name": 1}


def test_keys_that_sqlalchemy_adds_are_left_out_unless_wanted():
    value = {"_sa_state": 1, "_own": 2}
    assert jsonable_encoder(value) == {"_own": 2}
    assert jsonable_encoder(value, sqlalchemy_safe=False) == value


def test_own_encoders_come_first_the_exact_type_before_its_bases():
    own = {object: lambda value: "object", int: lambda value: "int"}
    assert jsonable_encoder(3, custom_encoder=own) == "int"
    assert jsonable_encoder("x", custom_encoder=own) == "object"
    assert jsonable_encoder([None], custom_encoder={str: len}) == [None]
    assert jsonable_encoder({"ab": None}, custom_encoder={str: len}) == {2: None}
    assert jsonable_encoder(Outer(), custom_encoder={BaseModel: lambda value: "m"}) == "m"
    assert jsonable_encoder({"a": Outer()}, custom_encoder={int: str})["a"]["inner"]["C"] == 2


def test_a_tuple_cannot_be_a_key():
    with pytest.raises(TypeError):
        jsonable_encoder({(1, 2): 3})


def test_a_value_that_holds_itself_is_refused():
    value = []
    value.append(value)
    with pytest.raises(RecursionError):
        jsonable_encoder(value)


def test_the_parts_are_public():
    assert isoformat(date(2020, 1, 2)) == "2020-01-02"
    assert [decimal_encoder(Decimal(text)) for text in ("1.5", "1E2")] == [1.5, 100]
    assert str(decimal_encoder(Decimal("NaN"))) == "nan"
    assert generate_encoders_by_class_tuples({int: str, float: str}) == {str: (int, float)}
    assert ENCODERS_BY_TYPE[UUID] is str
