"""Promises about values that are wrong for every type: whatever the client sends, its fault."""

import datetime
import decimal
import enum
import inspect
import ipaddress
import json
import pathlib
import re
import uuid
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Dict, FrozenSet, List, Optional, Set, Tuple, Union
from urllib.parse import quote_from_bytes

import pytest
from pydantic import AnyUrl, BaseModel, ConfigDict, Field, HttpUrl, Json, RootModel, SecretStr
from typing_extensions import Annotated, Literal, TypedDict

from etude import Body, Cookie, Depends, Etude, File, Form, Header, Path, Query

pytestmark = [
    pytest.mark.filterwarnings("ignore:Possible nested set:FutureWarning"),  # of patterns
    pytest.mark.filterwarnings("ignore:__int__ returned:DeprecationWarning"),  # of networks
]


class Colour(enum.Enum):
    red = "red"


class Level(enum.IntEnum):
    low = 1


class Part(BaseModel):
    count: int
    weights: List[float] = []


class Thing(BaseModel):
    name: str
    price: float = 1
    made: Optional[datetime.datetime] = None
    lasts: Optional[datetime.timedelta] = None
    costs: Optional[decimal.Decimal] = None
    tags: Set[str] = set()
    parts: Dict[str, Part] = {}
    other: Any = None


class Tree(BaseModel):
    children: List["Tree"] = []


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int


class Dog(BaseModel):
    kind: Literal["dog"]
    tricks: List[str]


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")
    value: Optional[int] = None


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    value: List[float] = []


@dataclass
class Point:
    x: int
    name: Any = None


class Row(TypedDict):
    name: str


Tree.model_rebuild()

SCALARS = [
    Any,
    str,
    bytes,
    int,
    float,
    bool,
    decimal.Decimal,
    datetime.date,
    datetime.datetime,
    datetime.time,
    datetime.timedelta,
    uuid.UUID,
    Colour,
    Level,
    Literal["a"],
    Optional[int],
    Union[int, str],
    ipaddress.IPv4Address,
    ipaddress.IPv6Network,
    HttpUrl,
    AnyUrl,
    SecretStr,
    pathlib.Path,
    re.Pattern,
    Json[Any],
    Annotated[int, Field(multiple_of=3)],
    Annotated[float, Field(multiple_of=0.1, allow_inf_nan=False)],
    Annotated[str, Field(pattern="^a+$", min_length=2)],
    Annotated[decimal.Decimal, Field(max_digits=3, decimal_places=1)],
]
LISTS = [List[int], List[bytes], Set[str], FrozenSet[float], Tuple[int, str], List[Json[Any]]]
MODELS = [Closed, Open, Optional[Closed]]
BODIES = [
    *(Thing, Tree, Point, Row, RootModel[List[int]], RootModel[Any], Optional[Thing]),
    *(Dict[str, Any], Dict[int, Part], List[Thing], Set[int], Tuple[int, Part], List[Any]),
    *(Union[Cat, Dog], Annotated[Union[Cat, Dog], Field(discriminator="kind")], Union[int, Thing]),
]


def taking(type_, marker, name="value"):
    """Return a function that takes a parameter of a type."""

    def take(**values):
        return "ok"

    annotation = Annotated[type_, marker()]
    parameter = inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation)
    take.__signature__ = inspect.Signature([parameter])
    return take


TEXTS = [
    *(b"", b" ", b"\x00", b"\xff", b"\xed\xa0\x80", "é".encode(), "\u0661\u0662".encode()),
    *(b"nan", b"NaN", b"-Infinity", b"1e400", b"-1e-400", b"1_0", b"9" * 20, b"9" * 4300),
    *(b"9" * 4301, b"-" + b"9" * 5000, b"1." + b"0" * 5000, b"1e" + b"9" * 400),
    *(b"9999-99-99", b"0000-01-01", b"25:00", b"2020-01-01T00:00:00+99:99", b"253402300800"),
    *(b"P" + b"9" * 30 + b"D", b"-P999999999DT23H", b"1.2.3.4/99", b"::1/129"),
    *(b"http://[::1", b"http://a\xff", b"http://" + b"a" * 3000, b"http://\xed\xa0\x80"),
    *(b"(", b"(" * 2_000, b"a{99999999999}", b"(?P<a>a)(?P<a>b)", b"\\"),
    *(b"[" * 5_000, b"[" * 250 + b"]" * 250, b'{"a":' * 5_000, b'"\\ud800"', b"[1e400,NaN]"),
    *(b"null", b"{}", b'{"name":"\\ud800","other":NaN}', b"[" * 950 + b"]" * 950),
    *(b";", b"&", b"=", b'"', b"%", b"%zz", b"%ff", b"%ED%A0%80", b"+", b"a\r\nb"),
]


def app_of(marker, types, path="/"):
    """Return an application whose one operation takes a value of each type from one location."""
    dependencies = [Depends(taking(type_, marker)) for type_ in types]
    app = Etude()
    app.add_api_route(path, lambda: "ok", methods=["POST"], dependencies=dependencies)
    return app


@pytest.fixture(scope="module")
def send(exchange):
    """A function that sends a request and returns the status of its answer."""

    def status_of(app, path="/", media_type=None, body=b"", **request):
        headers = [*request.pop("headers", ())]
        if media_type is not None:
            headers.append((b"content-type", media_type))
        messages = [{"type": "http.request", "body": body}]
        request = {"headers": headers, "messages": messages, **request}
        return exchange(app, path, method="POST", **request).status

    return status_of


@pytest.fixture(params=[str.encode, quote_from_bytes], ids=["raw", "quoted"])
def quoted(request):
    """A function that returns bytes as they are, or percent-encoded."""
    if request.param is str.encode:
        return lambda text: text
    return lambda text: quote_from_bytes(text).encode()


class TestParameters:
    """A value is wrong for most types, so that each is read in every operation."""

    path = app_of(Path, SCALARS, "/{value:path}")
    query = app_of(Query, [*SCALARS, *LISTS, *MODELS])
    header = app_of(Header, [*SCALARS, *LISTS, *MODELS])
    cookie = app_of(Cookie, [*SCALARS, *LISTS, *MODELS])

    @pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
    def test_no_path_is_a_server_error(self, send, text):
        assert send(self.path, "/" + text.decode("utf-8", "replace")) in (404, 422)

    @pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
    def test_no_query_is_a_server_error(self, send, quoted, text):
        value = quoted(text)
        for query in (value, b"value=" + value, b"value=1&value=%b&%b=1" % (value, value)):
            assert send(self.query, query=query) == 422

    @pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
    def test_no_headers_are_a_server_error(self, send, text):
        one, two = (b"value", text), (b"value", b"1")
        for headers in ([one], [one, two], [two, one], [one, one], [(text.lower(), b"1"), one]):
            assert send(self.header, headers=headers) == 422

    @pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
    def test_no_cookies_are_a_server_error(self, send, text):
        one, two = (b"cookie", b"value=" + text), (b"cookie", b'value=1; value="' + text)
        for headers in ([one], [one, two], [two, one], [(b"cookie", text)]):
            assert send(self.cookie, headers=headers) == 422


HEAD = b'Content-Disposition: form-data; name="value"'
BOUNDARY = b"multipart/form-data; boundary=b"


class TestForms:
    form = app_of(Form, [*SCALARS, *LISTS, *MODELS])
    file = app_of(File, [bytes, List[bytes], str, int])

    @pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
    def test_no_urlencoded_form_is_a_server_error(self, send, quoted, text):
        value = quoted(text)
        for body in (value, b"value=" + value, b"value=1&value=%b&%b=1" % (value, value)):
            for app in (self.form, self.file):
                assert send(app, "/", b"application/x-www-form-urlencoded", body) == 422

    @pytest.mark.parametrize("head", [HEAD, HEAD + b'; filename="f"', HEAD + b'; filename=""'])
    @pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
    def test_no_multipart_form_is_a_server_error(self, send, head, text):
        body = b"--b\r\n" + head + b"\r\n\r\n" + text + b"\r\n--b--\r\n"
        for app in (self.form, self.file):
            assert send(app, "/", BOUNDARY, body) in (200, 422)

    @pytest.mark.parametrize(
        "boundary",
        [b"", b"=", b"=c", b"=b-", b"=\xff", b'="b', b"=b; boundary=c", b"=" + b"b" * 99],
    )
    @pytest.mark.parametrize("body", [b"", b"--b", b"--b\r\n" + HEAD + b"\r\n\r\n1\r\n--b--\r\n"])
    def test_no_boundary_is_a_server_error(self, send, boundary, body):
        media_type = b"multipart/form-data; boundary" + boundary
        assert send(self.form, "/", media_type, body) in (400, 422)


VALUES = [
    *(b"null", b"true", b"1.5", b'"a"', b"{", b"", b'{"a":1,"a":NaN}', b"-0", b'"\\u0000"'),
    *(b'"\xff"', b'"\xed\xa0\x80"', b'"\\ud800\\udc00"', b"-Infinity", b"NaN", b"1e400", b"1e18"),
    *(b'"%b"' % text for text in TEXTS if text.isalnum()),
    *(b"9" * 4300, b"9" * 4301, b'"\\ud800"', b'"-P999999999DT23H"', b'"253402300800"'),
    *(b"[" * depth + b"]" * depth for depth in (50, 250, 950, 20_000)),
    *(b'{"children":[' * depth + b"]}" * depth for depth in (20, 300)),
]
AROUND = [
    *(b"%b", b"[%b]", b'[1,{"count":%b}]', b'{"name":%b}', b'{"name":"a","name":%b}'),
    *(b'{"name":"a","other":{"x":[%b]}}', b'{"name":"a","price":%b,"made":%b,"lasts":%b}'),
    *(b'{"name":"a","costs":%b,"tags":[%b],"parts":{"k":{"count":%b,"weights":[%b]}}}',),
    *(b'{"x":%b,"name":%b}', b'{"1":{"count":%b}}', b'{"kind":%b}', b'{"kind":"cat","lives":%b}'),
    *(b"{%b:1}", b'{"children":[{"children":[%b]}]}'),
]
DOCUMENTS = [around.replace(b"%b", value) for around in AROUND for value in VALUES]


class TestJson:
    alone = Etude()
    for number, type_ in enumerate([*BODIES, *SCALARS, *LISTS]):
        alone.post(f"/{number}")(taking(type_, Body))
    together = Etude()
    members = tuple(f"value_{number}" for number in range(len(BODIES)))
    together.add_api_route(
        "/",
        lambda: "ok",
        methods=["POST"],
        dependencies=[Depends(taking(*each)) for each in zip(BODIES, repeat(Body), members)],
    )

    @pytest.mark.parametrize("number", range(len(BODIES)))
    def test_no_document_is_a_server_error(self, send, number):
        for document in DOCUMENTS:
            status = send(self.alone, f"/{number}", b"application/json", document)
            assert status in (200, 400, 422), document

    @pytest.mark.parametrize("number", range(len(BODIES), len([*BODIES, *SCALARS, *LISTS])))
    def test_no_single_value_is_a_server_error(self, send, number):
        as_json = [json.dumps(text.decode("latin-1")).encode() for text in TEXTS]
        for body in (*VALUES, *as_json):
            status = send(self.alone, f"/{number}", b"application/json", body)
            assert status in (200, 400, 422), body

    @pytest.mark.parametrize("number", range(len([*BODIES, *SCALARS, *LISTS])))
    def test_no_bytes_of_another_type_are_a_server_error(self, send, number):
        for body in TEXTS:
            assert send(self.alone, f"/{number}", b"text/plain", body) in (200, 422), body

    @pytest.mark.parametrize("media_type", [b"application/json", b"text/plain", b"", b"\xff"])
    def test_no_members_of_an_object_are_a_server_error(self, send, media_type):
        for document in DOCUMENTS[::5]:
            pairs = [b'"%b":%b' % (name.encode(), document) for name in self.members]
            body = b"{%b}" % b",".join([*pairs, pairs[0]])
            assert send(self.together, "/", media_type, body) in (400, 422), document


def test_a_duration_that_no_object_can_hold_is_refused_in_its_place(exchange):
    app = app_of(Query, [datetime.timedelta])
    answer = exchange(app, "/", method="POST", query=b"value=-P999999999DT23H")
    (error,) = json.loads(answer.body)["detail"]
    assert error["msg"].startswith("Value error, days=")
    assert {**error, "msg": ""} == {
        "type": "value_error",
        "loc": ["query", "value"],
        "msg": "",
        "input": "-P999999999DT23H",
        "ctx": {"error": {}},
    }


def test_a_default_that_overflows_is_not_the_clients_fault(exchange):
    app = Etude()

    def make():
        raise OverflowError("of our own")

    @app.post("/")
    def read(value: Annotated[int, Query(default_factory=make)]):
        return value

    with pytest.raises(OverflowError, match="of our own"):
        exchange(app, "/", method="POST")
    assert exchange(app, "/", method="POST", query=b"value=1").body == b"1"
