"""Dicts that are answered by a model give what models that are made of them give."""

from __future__ import annotations

import datetime
from typing import Any, Dict, List, Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    ValidationError,
    computed_field,
    field_serializer,
    field_validator,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticSerializationError
from typing_extensions import Annotated, Literal

from etude import Etude
from etude._pydantic import Adapter
from etude.exceptions import ResponseValidationError
from etude.testclient import TestClient


class Line(BaseModel):
    count: int = Field(default=3, alias="number")
    title: Optional[str] = None
    tags: List[str] = []


class Order(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True, populate_by_name=True)
    line: Line
    lines: List[Line] = []
    by_key: Dict[str, Line] = {}
    customer: str = "Ada"
    weight: float = Field(default_factory=lambda: 1.5)
    placed_at: Optional[datetime.datetime] = None
    kind: Literal["a", "b"] = "a"
    extra: Any = None
    before: Optional[Order] = None
    size: Annotated[
        int, Field(validation_alias=AliasChoices("size", "sz"), serialization_alias="Size")
    ] = 1


Order.model_rebuild()

scalars = st.sampled_from(
    [
        *(None, True, 1, 7.0, 1e22, float("nan"), "1", " x ", "a", "é", b"x"),
        *(datetime.date(2020, 1, 1), "2020-01-01T00:00:00Z", Line(number=2), {"number": 2}),
        *([], ["x"], (1,), {1: 2}),
    ]
)
lines = st.fixed_dictionaries(
    {},
    optional={
        "number": st.one_of(st.integers(), st.sampled_from(["7", 7.0]), scalars),
        "count": scalars,
        "title": st.one_of(st.text(max_size=3), scalars),
        "tags": st.lists(st.text(max_size=3), max_size=2),
        "other": scalars,
    },
)
orders = st.recursive(
    st.just(None),
    lambda before: st.fixed_dictionaries(
        {"line": lines, "before": before},
        optional={
            "lines": st.lists(lines, max_size=2),
            "by_key": st.dictionaries(st.text(max_size=2), lines, max_size=2),
            **dict.fromkeys(("customer", "weight", "placed_at", "kind", "extra"), scalars),
            **dict.fromkeys(("size", "sz", "Size"), scalars),
        },
    ),
    max_leaves=2,
)


@settings(max_examples=500, deadline=None, derandomize=True)
@pytest.mark.filterwarnings("ignore")  # of the serialiser, for both alike
@given(
    orders,
    st.fixed_dictionaries(
        {"by_alias": st.booleans()},
        optional={
            "exclude_none": st.booleans(),
            "exclude": st.just({"customer", "line"}),
            "include": st.just({"line", "size"}),
        },
    ),
)
def test_dicts_are_written_as_their_models_are(order: Any, dump: Dict[str, Any]) -> None:
    adapter = Adapter(Optional[Order])
    assert adapter.write_dicts is not None
    try:
        quick = adapter.write_dicts(order, **dump)
    except (ValidationError, PydanticSerializationError):
        return  # then the models are made
    assert quick == adapter.dump_json(adapter.validate_python(order, from_attributes=True), **dump)


class WithComputed(BaseModel):
    x: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def y(self) -> int:
        return self.x + 1


class WithFieldSerializer(BaseModel):
    x: int

    @field_serializer("x")
    def _double(self, value: int) -> int:
        return value * 2


class WithModelSerializer(BaseModel):
    x: int

    @model_serializer
    def _as_dict(self) -> Dict[str, int]:
        return {"z": self.x}


class WithFieldValidator(BaseModel):
    x: int

    @field_validator("x")
    @classmethod
    def _add(cls, value: int) -> int:
        return value + 1


class WithModelValidator(BaseModel):
    x: int

    @model_validator(mode="after")
    def _add(self) -> Any:
        self.x += 1
        return self


class WithPostInit(BaseModel):
    x: int

    def model_post_init(self, context: Any) -> None:
        self.x += 1


class WithPrivate(BaseModel):
    x: int
    _y: int = 0


class WithInit(BaseModel):
    x: int

    def __init__(self, **values: Any) -> None:
        super().__init__(**{**values, "x": 5})


class WithExtra(BaseModel):
    model_config = ConfigDict(extra="allow")
    x: int


class WithoutExtra(BaseModel):
    model_config = ConfigDict(extra="forbid")
    x: int


class Excluding(BaseModel):
    x: int
    y: int = Field(default=1, exclude=True)


class Root(RootModel[Dict[str, int]]):
    pass


MORE_THAN_DICTS = [
    WithComputed,
    WithFieldSerializer,
    WithModelSerializer,
    WithFieldValidator,
    WithModelValidator,
    WithPostInit,
    WithPrivate,
    WithInit,
    WithExtra,
    WithoutExtra,
    Excluding,
    Root,
]


@pytest.mark.parametrize("type_", MORE_THAN_DICTS)
def test_a_model_that_is_more_than_a_dict_is_made(type_):
    app = Etude()
    app.get("/", response_model=type_)(lambda: {"x": 1})
    assert Adapter(List[type_]).write_dicts is None
    assert (
        TestClient(app).get("/").content
        == type_.model_validate({"x": 1}).model_dump_json(by_alias=True).encode()
    )


@pytest.mark.parametrize(
    ("returned", "options", "seen"),
    [
        ([{"number": "1"}, {"other": 2}], {}, [{"number": 1}, {"number": 3}]),
        ([{"number": 1}, Line(number=2)], {}, [{"number": 1}, {"number": 2}]),
        ([], {}, []),
        (
            [{"number": 1}],
            {"response_model_exclude_unset": True},
            [{"number": 1}],
        ),
        (
            [{"number": 3}],
            {"response_model_exclude_defaults": True},
            [{}],
        ),
        ([{"title": "\ud800"}], {}, [{"number": 3, "title": "\ud800"}]),
    ],
)
def test_an_endpoint_may_return_dicts_for_a_model(returned, options, seen):
    app = Etude()
    app.get("/", response_model=List[Line], **options)(lambda: returned)
    rows = TestClient(app).get("/").json()
    assert [{key: row[key] for key in row if row[key] not in ([], None)} for row in rows] == seen


def test_what_does_not_fit_is_worded_by_the_model():
    app = Etude()
    app.get("/", response_model=Order)(lambda: {"line": 5})
    with pytest.raises(ResponseValidationError) as caught:
        TestClient(app).get("/")
    (error,) = caught.value.errors()
    assert (error["type"], error["loc"]) == ("model_attributes_type", ("response", "line"))
