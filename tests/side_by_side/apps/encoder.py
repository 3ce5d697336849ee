"""`jsonable_encoder`: what it makes of values, and what its options leave out."""

import dataclasses
import datetime
import decimal
import enum
import ipaddress
import pathlib
import re
import uuid
from collections import OrderedDict, defaultdict, deque, namedtuple

from pydantic import BaseModel, ConfigDict, Field, SecretBytes, SecretStr
from pydantic.dataclasses import dataclass as pydantic_dataclass

from exchanges import get
from subject import App
from subject.encoders import jsonable_encoder

app = App()
REQUESTS = []
MOMENT = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)


class Inner(BaseModel):
    b: int = 1
    c: int | None = None


class Model(BaseModel):
    a: str = Field("x", alias="al")
    inner: Inner = Inner()
    when: datetime.datetime = MOMENT
    period: datetime.timedelta = datetime.timedelta(seconds=1)
    amount: decimal.Decimal = decimal.Decimal("1.5")
    none: None = None


class Encoded(BaseModel):
    model_config = ConfigDict(json_encoders={datetime.date: lambda value: value.year})
    day: datetime.date = MOMENT.date()


@dataclasses.dataclass
class Data:
    a: int = 1
    b: Inner = dataclasses.field(default_factory=Inner)
    c: None = None


@pydantic_dataclass
class Aliased:
    a: int = Field(1, alias="al")


class Colour(enum.Enum):
    red = ("r", 1)
    blue = "b"


class Text(str):
    pass


class Thing:
    def __init__(self):
        self.a = 1
        self._b = 2
        self._sa_c = 3
        self.inner = Inner()


class Mapping:
    def keys(self):
        return ["k"]

    def __getitem__(self, key):
        return MOMENT


Pair = namedtuple("Pair", "x y")
WHOLE = Model(al="y", inner=Inner(b=1))
VALUES = {
    "scalars": ["x", 1, 1.5, True, None],
    "moments": [MOMENT, MOMENT.date(), MOMENT.time(), datetime.timedelta(days=1)],
    "decimals": [decimal.Decimal(text) for text in ("1", "1.0", "1.10", "1e3", "-0")],
    "texts": [uuid.UUID(int=1), ipaddress.ip_address("::1"), pathlib.PurePosixPath("/a")],
    "secrets": [SecretStr("s"), SecretBytes(b"s"), SecretStr("")],
    "pattern": re.compile("a+"),
    "bytes": b"abc",
    "bad bytes": b"\xff",
    "colours": [Colour.red, Colour.blue],
    "containers": [(1,), deque([2]), frozenset([3]), OrderedDict(a=4), defaultdict(int, b=5)],
    "pair": Pair(1, MOMENT),
    "generator": lambda: (number for number in range(2)),
    "range": range(2),
    "map": lambda: map(str, [1]),
    "dict keys": {"a": 1}.keys(),
    "dict items": {"a": 1}.items(),
    "bytearray": bytearray(b"a"),
    "model": WHOLE,
    "models": [WHOLE, {"k": Inner()}],
    "encoded": Encoded(),
    "data": Data(),
    "aliased": Aliased(al=3),
    "thing": Thing(),
    "mapping": Mapping(),
    "object": object(),
    "class": Inner,
    "function": jsonable_encoder,
    "subclass": Text("t"),
    "keys": {MOMENT.date(): 1, Colour.blue: 2, None: 3, 1: 4, "_sa_x": 5, "_y": 6},
    "tuple key": {(1, 2): 3},
    "equal keys": {1: "a", "1": "b"},
    "nan": float("nan"),
    "exception": ValueError("x"),
    "nested": {"a": {"b": [Data(), {"c": None}]}, "n": None},
}
OPTIONS = [
    ("model", {"include": {"a", "inner"}}),
    ("model", {"include": ["a"]}),
    ("model", {"include": set()}),
    ("model", {"exclude": {"inner": {"b"}}}),
    ("model", {"by_alias": False}),
    ("model", {"exclude_unset": True}),
    ("model", {"exclude_defaults": True}),
    ("model", {"exclude_none": True}),
    ("models", {"exclude_none": True}),
    ("models", {"exclude": {"a", "b"}}),
    ("models", {"exclude_unset": True}),
    ("models", {"by_alias": False}),
    ("data", {"exclude_none": True}),
    ("data", {"include": {"a"}}),
    ("data", {"exclude": {"a"}}),
    ("data", {"exclude_unset": True}),
    ("nested", {"exclude_none": True}),
    ("nested", {"include": {"a"}}),
    ("nested", {"exclude": {"a": {"b"}}}),
    ("keys", {"sqlalchemy_safe": False}),
    ("thing", {"sqlalchemy_safe": False}),
    ("scalars", {"custom_encoder": {str: lambda value: value * 2}}),
    ("scalars", {"custom_encoder": {int: lambda value: "number"}}),
    ("keys", {"custom_encoder": {str: lambda value: f"<{value}>"}}),
    ("model", {"custom_encoder": {BaseModel: lambda value: "a model"}}),
    ("model", {"custom_encoder": {datetime.datetime: lambda value: "a moment"}}),
    ("moments", {"custom_encoder": {datetime.date: lambda value: "a date"}}),
    ("subclass", {"custom_encoder": {str: lambda value: "a text"}}),
    ("range", {"custom_encoder": {range: list}}),
]


@app.get("/{number}")
def encode(number: int):
    name, options = [*((name, {}) for name in VALUES), *OPTIONS][number]
    value = VALUES[name]() if name in ("generator", "map") else VALUES[name]
    try:
        return repr(jsonable_encoder(value, **options))
    except Exception as error:
        return type(error).__name__


REQUESTS = [get(f"/{number}", name) for number, name in enumerate(VALUES)]
REQUESTS += [
    get(f"/{number}", f"{name} with {', '.join(options)}")
    for number, (name, options) in enumerate(OPTIONS, len(VALUES))
]
