"""Promises about models and dataclasses that are dependencies."""

import dataclasses
from dataclasses import dataclass, field

import pydantic
import pytest
from pydantic import BaseModel, Field, field_validator, model_validator
from pydantic import dataclasses as pydantic_dataclasses
from pydantic.fields import FieldInfo
from typing_extensions import Annotated

from etude import Depends, Etude
from etude.testclient import TestClient


class Range(BaseModel):
    low: int
    high: int = 10

    @field_validator("low")
    @classmethod
    def check_low(cls, low):
        if low == 3:
            raise ValueError("not three")
        return low

    @model_validator(mode="after")
    def check(self):
        if self.low > self.high:
            raise ValueError("upside down")
        return self


def answer_of(dependency, path):
    app = Etude()

    @app.get("/")
    def read(value: Annotated[object, Depends(dependency)]):
        return value

    return TestClient(app).get(path)


def test_what_a_model_makes_of_its_arguments_is_the_value():
    assert answer_of(Range, "/?low=4&high=7").json() == {"low": 4, "high": 7}


@pytest.mark.parametrize(
    ("path", "loc", "message"),
    [
        ("/?low=3", ["query", "low"], "Value error, not three"),
        ("/?low=30", ["query"], "Value error, upside down"),
    ],
)
def test_what_the_validators_of_a_model_refuse_is_an_error_of_the_request(path, loc, message):
    answer = answer_of(Range, path)
    assert answer.status_code == 422
    assert [(error["loc"], error["msg"]) for error in answer.json()["detail"]] == [(loc, message)]


def test_errors_of_a_model_stand_among_those_of_others():
    app = Etude()

    @app.get("/")
    def read(value: Annotated[Range, Depends()], x: int):
        return [value, x]

    errors = TestClient(app).get("/?low=3").json()["detail"]
    assert [error["loc"] for error in errors] == [["query", "low"], ["query", "x"]]


def test_what_depends_on_a_refused_model_is_not_called():
    app, called = Etude(), []

    def use(value: Annotated[Range, Depends()]):
        called.append(value)

    @app.get("/", dependencies=[Depends(use)])
    def read():
        return 1

    assert TestClient(app).get("/?low=3").status_code == 422
    assert called == []


def test_a_model_can_be_the_endpoint():
    app = Etude()
    app.get("/")(Range)
    client = TestClient(app)
    assert client.get("/?low=4").json() == {"low": 4, "high": 10}
    assert client.get("/?low=3").status_code == 422


def test_an_error_where_a_model_has_no_argument_keeps_its_place():
    class Strange(BaseModel):
        low: int

        @model_validator(mode="wrap")
        @classmethod
        def check(cls, data, handler):
            class Inner(BaseModel):
                other: int

            return Inner.model_validate({}) and handler(data)

    answer = answer_of(Strange, "/?low=1")
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][:1] == ["query"]


def of_standard_library():
    @dataclass
    class Filter:
        word: str = field(default_factory=lambda: "new")
        size: int = field(default_factory=lambda: 3)
        page: int = 1

    return Filter


def of_pydantic():
    @pydantic_dataclasses.dataclass
    class Filter:
        word: str = Field(default_factory=lambda: "new")
        size: int = dataclasses.field(default_factory=lambda: 3)
        page: int = 1

    return Filter


def of_a_model():
    return pydantic.create_model(
        "Filter",
        word=(str, Field(default_factory=lambda: "new")),
        size=(int, Field(default_factory=lambda: 3)),
        page=(int, 1),
    )


@pytest.mark.parametrize("make", [of_standard_library, of_pydantic, of_a_model])
def test_a_default_factory_is_called_where_nothing_was_sent(make):
    made = make()
    assert answer_of(made, "/").json() == {"word": "new", "size": 3, "page": 1}
    sent = answer_of(made, "/?size=5&word=a").json()
    assert sent == {"word": "a", "size": 5, "page": 1}


@pytest.mark.skipif(
    not hasattr(FieldInfo, "default_factory_takes_validated_data"),
    reason="this Pydantic calls factories without the other values",
)
def test_a_default_may_be_made_of_the_other_values():
    made = pydantic.create_model(
        "Filter", size=(int, 2), twice=(int, Field(default_factory=lambda data: data["size"] * 2))
    )
    assert answer_of(made, "/?size=4").json() == {"size": 4, "twice": 8}
    assert answer_of(made, "/?size=4&twice=1").json() == {"size": 4, "twice": 1}
