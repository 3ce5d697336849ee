"""Responses: models, filters, status codes, classes, the injected response, background tasks."""

import dataclasses
import datetime
import decimal
import uuid
from collections import deque
from enum import Enum
from http import HTTPStatus
from pathlib import Path as FilePath
from typing import Annotated, Any, Generic, Iterable, Literal, NamedTuple, Optional, TypeVar, Union

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    SecretStr,
    computed_field,
    field_serializer,
)
from starlette.background import BackgroundTask
from typing_extensions import TypedDict

from exchanges import Declarations, get, request
from subject import App, BackgroundTasks, Depends, Request, Response
from subject.exceptions import FrameworkError
from subject.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    StreamingResponse,
)

app = App()
REQUESTS = []
T = TypeVar("T")
MOMENT = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)


class Item(BaseModel):
    name: str
    price: Optional[float] = None
    tags: list[str] = []


class Base(BaseModel):
    a: int


class Sub(Base):
    b: int = 2


class Camel(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    first_name: str = Field(alias="firstName")
    last_name: str = Field("l", serialization_alias="surName")


class Computed(BaseModel):
    x: int
    when: datetime.datetime = MOMENT
    hidden: str = Field("h", exclude=True)

    @computed_field
    @property
    def double(self) -> int:
        return self.x * 2

    @field_serializer("x")
    def written(self, value: int) -> str:
        return f"<{value}>"


class Kinds(BaseModel):
    when: datetime.datetime = MOMENT
    period: datetime.timedelta = datetime.timedelta(seconds=90)
    amount: decimal.Decimal = decimal.Decimal("1.10")
    identity: uuid.UUID = uuid.UUID(int=3)
    data: bytes = b"abc"
    secret: SecretStr = SecretStr("s")
    number: float = float("inf")


class Page(BaseModel, Generic[T]):
    items: list[T]


class Names(RootModel[list[str]]):
    pass


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    a: int


class Nested(BaseModel):
    item: Item
    others: list[Item] = []
    none: Optional[int] = None


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0


class Typed(TypedDict):
    a: int


class Pair(NamedTuple):
    a: int
    b: str


class Colour(Enum):
    red = "red"


class Thing:
    def __init__(self):
        self.name = "thing"
        self.price = 2
        self._hidden = 1


def serve(path, make, returns=..., **options):
    """Serve an operation that returns what `make` returns, and ask it."""

    def endpoint():
        return make()

    if returns is not ...:
        endpoint.__annotations__["return"] = returns
    app.get(path, name=path.strip("/").replace("-", " "), **options)(endpoint)
    REQUESTS.append(get(path))


# Without a model

serve("/none", lambda: None)
serve("/dict", lambda: {"a": 1, "b": [1, 2.5, None, True, "é"], 3: 4})
serve("/scalars", lambda: ["x", 3, 1.5, False])
serve("/tuple", lambda: (1, 201))
serve("/set", lambda: {1})
serve("/deque", lambda: deque([1]))
serve("/generator-object", lambda: (number for number in range(3)))
serve("/text", lambda: "text")
serve("/moment", lambda: MOMENT)
serve("/day", lambda: [MOMENT.date(), MOMENT.time()])
serve("/period", lambda: datetime.timedelta(seconds=90))
serve("/decimal", lambda: [decimal.Decimal("1.10"), decimal.Decimal("3"), decimal.Decimal("1e2")])
serve("/uuid", lambda: uuid.UUID(int=3))
serve("/bytes", lambda: b"abc")
serve("/bad-bytes", lambda: b"\xff")
serve("/enum", lambda: [Colour.red, {Colour.red: Colour.red}])
serve("/path", lambda: FilePath("/a"))
serve("/model", lambda: Item(name="a"))
serve("/computed", lambda: Computed(x=1))
serve("/kinds-bare", lambda: Kinds(number=1))
serve("/models", lambda: [Camel(first_name="a"), {"x": Camel(first_name="b")}])
serve("/dataclass", lambda: Point(1))
serve("/object", lambda: Thing())
serve("/object-without-data", lambda: object())
serve("/exception", lambda: ValueError("x"))
serve("/nan", lambda: float("nan"))
serve("/infinite", lambda: {"a": float("inf")})
serve("/sqlalchemy", lambda: {"_sa_state": 1, "a": 1})
serve("/keys", lambda: {MOMENT.date(): 1, None: 2, True: 3, 1.5: 4})
serve("/tuple-key", lambda: {(1, 2): 3})
serve("/surrogate", lambda: "\ud800")
serve("/big", lambda: 10**400)

# With a model

serve("/returns-model", lambda: Item(name="a"), Item)
serve("/returns-model-dict", lambda: {"name": "a", "more": 1}, Item)
serve("/returns-model-object", Thing, Item)
serve("/returns-model-none", lambda: None, Item)
serve("/returns-model-wrong", lambda: {"name": 3}, Item)
serve("/returns-optional", lambda: None, Optional[Item])
serve("/returns-list", lambda: [{"name": "a"}, Item(name="b")], list[Item])
serve("/returns-dict", lambda: {"a": {"name": "a"}}, dict[str, Item])
serve("/returns-set", lambda: [1, 1], set[int])
serve("/returns-tuple", lambda: [1, "a"], tuple[int, str])
serve("/returns-int", lambda: "3", int)
serve("/returns-text", lambda: 3, str)
serve("/returns-none", lambda: 3, None)
serve("/returns-any", lambda: {"a": None, "m": Item(name="a")}, Any)
serve("/returns-base", lambda: Sub(a=1), Base)
serve("/returns-bases", lambda: [Sub(a=1), Base(a=2)], list[Base])
serve("/returns-union", lambda: Sub(a=1), Union[Base, Sub])
serve("/returns-union-base", lambda: Base(a=1), Union[Sub, Base])
serve("/returns-camel", lambda: Camel(first_name="a"), Camel)
serve("/returns-camel-dict", lambda: {"firstName": "a"}, Camel)
serve("/returns-computed", lambda: Computed(x=1), Computed)
serve("/returns-kinds", Kinds, Kinds)
serve("/returns-page", lambda: {"items": [{"name": "a"}]}, Page[Item])
serve("/returns-root", lambda: ["a"], Names)
serve("/returns-open", lambda: {"a": 1, "b": 2}, Open)
serve("/returns-dataclass", lambda: {"x": "1"}, Point)
serve("/returns-typed-dict", lambda: {"a": "1", "b": 2}, Typed)
serve("/returns-pair", lambda: (1, "b"), Pair)
serve("/returns-enum", lambda: "red", Colour)
serve("/returns-literal", lambda: "a", Literal["a", "b"])
serve("/returns-moment", lambda: MOMENT, datetime.datetime)
serve("/returns-period", lambda: datetime.timedelta(seconds=90), datetime.timedelta)
serve("/returns-float", lambda: float("nan"), float)
serve("/returns-iterable", lambda: [{"name": "a"}], Iterable[Item])
serve("/returns-annotated", lambda: 3, Annotated[int, Field(gt=2)])
serve("/returns-annotated-wrong", lambda: 1, Annotated[int, Field(gt=2)])
serve("/returns-constructed", lambda: Item.model_construct(name=3), Item)
serve("/model-option", lambda: {"name": "a", "z": 1}, Any, response_model=Item)
serve("/model-option-none", lambda: {"name": "a", "z": 1}, Item, response_model=None)
serve("/model-option-list", lambda: [{"name": "a"}], response_model=list[Item])
serve("/model-object", Thing, response_model=Item, response_model_exclude_unset=True)

# Filters

NESTED = {"item": {"name": "a", "price": None}, "others": [{"name": "b", "tags": ["t"]}]}
serve("/include", lambda: Item(name="a"), Item, response_model_include={"name"})
serve("/include-list", lambda: Item(name="a"), Item, response_model_include=["name", "none"])
serve("/exclude", lambda: Item(name="a"), Item, response_model_exclude=("name",))
serve(
    "/include-exclude",
    lambda: Item(name="a"),
    Item,
    response_model_include={"name", "price"},
    response_model_exclude={"price"},
)
serve(
    "/exclude-nested",
    lambda: NESTED,
    Nested,
    response_model_exclude={"item": {"name"}, "others": {"__all__": {"tags"}}},
)
serve("/include-of-list", lambda: [Item(name="a")], list[Item], response_model_include={"name"})
serve(
    "/include-of-all",
    lambda: [Item(name="a")],
    list[Item],
    response_model_include={"__all__": {"name"}},
)
serve("/unset", lambda: NESTED, Nested, response_model_exclude_unset=True)
serve("/unset-model", lambda: Item(name="a", price=None), Item, response_model_exclude_unset=True)
serve("/defaults", lambda: NESTED, Nested, response_model_exclude_defaults=True)
serve("/without-none", lambda: NESTED, Nested, response_model_exclude_none=True)
serve("/without-none-any", lambda: {"a": None}, Any, response_model_exclude_none=True)
serve("/without-none-bare", lambda: {"a": None}, response_model_exclude_none=True)
serve("/include-bare", lambda: {"a": 1, "b": 2}, response_model_include={"a"})
serve("/unset-dataclass", lambda: Point(1), Point, response_model_exclude_unset=True)
serve("/by-name", lambda: Camel(first_name="a"), Camel, response_model_by_alias=False)
serve("/by-name-list", lambda: [Camel(first_name="a")], list[Camel], response_model_by_alias=False)

# Status codes

serve("/created", lambda: 1, status_code=201)
serve("/created-enum", lambda: 1, status_code=HTTPStatus.CREATED)
serve("/teapot", lambda: 1, status_code=418, response_description="Short and stout")
serve("/no-content", lambda: None, status_code=204)
serve("/no-content-value", lambda: {"a": 1}, status_code=204)
serve("/no-content-none", lambda: None, None, status_code=204)
serve("/reset", lambda: None, status_code=205)
serve("/not-modified", lambda: None, status_code=304)
serve("/own-status", lambda: JSONResponse({"a": 1}, status_code=202, headers={"x-a": "1"}), Item)
serve("/own-no-content", lambda: Response(status_code=204))

# Classes


class Custom(Response):
    media_type = "application/x-custom"

    def render(self, content):
        return repr(content).encode()


class CustomJSON(JSONResponse):
    media_type = "application/x+json"


class Accepted(PlainTextResponse):
    def __init__(self, content=None, status_code=202, **more):
        super().__init__(content, status_code, **more)


serve("/html", lambda: "<p>é</p>", response_class=HTMLResponse)
serve("/plain", lambda: "text", response_class=PlainTextResponse)
serve("/plain-none", lambda: None, response_class=PlainTextResponse)
serve("/plain-dict", lambda: {"a": 1}, response_class=PlainTextResponse)
serve("/json-class", lambda: {"a": MOMENT}, response_class=JSONResponse)
serve("/json-class-model", lambda: {"name": "a"}, Item, response_class=JSONResponse)
serve("/custom", lambda: {"a": Item(name="a")}, response_class=Custom)
serve("/custom-model", lambda: {"name": "a", "z": 1}, Item, response_class=Custom)
serve("/custom-json", lambda: {"name": "a", "z": 1}, Item, response_class=CustomJSON)
serve("/accepted", lambda: "x", response_class=Accepted)
serve("/accepted-status", lambda: "x", response_class=Accepted, status_code=203)
serve("/response-class", lambda: "x", response_class=Response)
serve("/redirect-class", lambda: "/there?a=é", response_class=RedirectResponse)
serve("/redirect-class-status", lambda: "/there", response_class=RedirectResponse, status_code=302)
serve("/redirect", lambda: RedirectResponse("/there"), RedirectResponse)
serve("/html-annotation", lambda: HTMLResponse("<p>"), HTMLResponse)
serve("/html-annotation-text", lambda: "<p>", HTMLResponse)
serve("/response-annotation", lambda: {"a": 1}, Response)
serve("/response-raw", lambda: Response(b"\xff", media_type="image/png", headers={"x-a": "b"}))
serve("/html-returned", lambda: PlainTextResponse("plain"), response_class=HTMLResponse)
serve("/json-of-none", lambda: JSONResponse(None))
serve("/json-of-date", lambda: JSONResponse(MOMENT))
serve("/streaming", lambda: StreamingResponse(iter(["a", "b"]), media_type="text/x"))
serve(
    "/streaming-class-doc", lambda: StreamingResponse(iter(["a"])), response_class=StreamingResponse
)
serve(
    "/cookies",
    lambda: (r := JSONResponse(1), r.set_cookie("a", "b"), r.set_cookie("c", max_age=0))[0],
)
serve("/file-missing", lambda: "/does/not/exist", response_class=FileResponse)


class ByDefault(JSONResponse):
    media_type = "application/vnd.default+json"


by_default = App(default_response_class=ByDefault)


@by_default.get("/default")
def with_default() -> Item:
    return Item(name="a")


@by_default.get("/own", response_class=PlainTextResponse)
def with_own():
    return "x"


@by_default.get("/json", response_class=JSONResponse)
def with_json():
    return "x"


# The injected response


def sets_header(response: Response):
    response.headers["x-dependency"] = "d"
    response.headers["x-both"] = "dependency"
    response.set_cookie("one", "1")
    response.status_code = 202
    return response


@app.get("/injected")
def injected(found: Annotated[Any, Depends(sets_header)], response: Response) -> Item:
    response.headers["x-both"] = "endpoint"
    response.headers["x-same"] = str(found is response)
    response.set_cookie("two", "2", httponly=True)
    return {"name": "a", "z": 1}


@app.get("/injected-status/{status}", status_code=201)
def injected_status(status: int, response: Response):
    response.status_code = status or None
    return {"status": status}


@app.get("/injected-type")
def injected_type(response: Response):
    response.headers["content-type"] = "text/x"
    return 1


@app.get("/injected-length")
def injected_length(response: Response):
    response.headers["content-length"] = "99"
    return 1


@app.get("/injected-own")
def injected_own(response: Response):
    response.headers["x-a"] = "a"
    response.set_cookie("one", "1")
    response.status_code = 202
    return JSONResponse(1, headers={"x-b": "b"})


@app.get("/injected-returned", status_code=203)
def injected_returned(response: Response):
    response.headers["x-a"] = "a"
    return response


@app.get("/injected-twice")
def injected_twice(one: Response, two: Response):
    one.headers["x-one"] = "1"
    two.headers["x-two"] = "2"
    return one is two


@app.get("/injected-html", response_class=HTMLResponse)
def injected_html(response: Response):
    response.headers["x-a"] = "a"
    response.status_code = 203
    return "<p>"


@app.get("/injected-body")
def injected_body(response: Response):
    response.body = b"ignored"
    response.media_type = "text/x"
    return 1


# Background tasks

log = []


@app.get("/log")
def take_log():
    taken = list(log)
    log.clear()
    return taken


async def note_async(text):
    log.append(text)


def dependency_task(tasks: BackgroundTasks):
    tasks.add_task(log.append, "dependency")


@app.get("/tasks")
def tasks(tasks: BackgroundTasks, found: Annotated[None, Depends(dependency_task)]):
    tasks.add_task(log.append, "first")
    tasks.add_task(note_async, text="second")
    log.append("endpoint")
    return 1


@app.get("/tasks-own")
def tasks_own(tasks: BackgroundTasks):
    tasks.add_task(log.append, "injected")
    return PlainTextResponse("x")


@app.get("/tasks-both")
def tasks_both(tasks: BackgroundTasks):
    tasks.add_task(log.append, "injected")
    return PlainTextResponse("x", background=BackgroundTask(log.append, "own"))


@app.get("/tasks-fail")
def tasks_fail(tasks: BackgroundTasks):
    tasks.add_task(lambda: 1 / 0)
    tasks.add_task(log.append, "after")
    return 1


REQUESTS += [
    get("/injected"),
    *[get(f"/injected-status/{status}") for status in (0, 204, 404, 202)],
    get("/injected-type"),
    get("/injected-length"),
    get("/injected-own"),
    get("/injected-returned"),
    get("/injected-twice"),
    get("/injected-html"),
    get("/injected-body"),
    get("/tasks"),
    get("/log", "after the tasks"),
    get("/tasks-own"),
    get("/log", "after its own"),
    get("/tasks-both"),
    get("/log", "after both"),
    get("/tasks-fail"),
    get("/log", "after a failure"),
    request("HEAD", "/dict"),
]


@app.head("/head")
def head():
    return {"a": 1}


@app.get("/file")
def file():
    return FileResponse(__file__, filename="a é.py", headers={"etag": "e", "last-modified": "m"})


@app.get("/file-class", response_class=FileResponse)
def file_class():
    return __file__


REQUESTS += [
    request("HEAD", "/head"),
    get("/file", headers={"range": "bytes=0-3"}),
    get("/file", headers={"range": "bytes=99999999-"}),
    get("/file-class", headers={"range": "bytes=0-3"}),
]

MORE = {"by_default": (by_default, [get("/default"), get("/own"), get("/json")])}

DECLARATIONS = Declarations()


@DECLARATIONS.refused_with(AssertionError)
def a_model_without_a_body():
    App().get("/", status_code=204)(lambda: 1)
    App().get("/", status_code=204, response_model=Item)(lambda: 1)


@DECLARATIONS.refused_with(AssertionError)
def an_annotation_without_a_body():
    @App().get("/", status_code=304)
    def endpoint() -> dict: ...


@DECLARATIONS.refused_with(AssertionError)
def a_further_model_without_a_body():
    App().get("/", responses={204: {"model": Item}})(lambda: 1)


@DECLARATIONS.refused_with(FrameworkError)
def an_annotation_with_a_response_in_a_union():
    @App().get("/")
    def endpoint() -> Union[Response, dict]: ...


@DECLARATIONS.refused_with(FrameworkError)
def an_annotation_that_is_no_type():
    @App().get("/")
    def endpoint() -> Thing: ...


@DECLARATIONS.refused_with(FrameworkError)
def a_response_as_the_model():
    App().get("/", response_model=Response)(lambda: 1)


@DECLARATIONS.refused_with(FrameworkError)
def a_single_background_task():
    @App().get("/")
    def endpoint(task: BackgroundTask): ...


@DECLARATIONS.refused_with(FrameworkError)
def an_optional_request():
    @App().get("/")
    def endpoint(request: Optional[Request]): ...


@DECLARATIONS.refused_with(AssertionError)
def a_status_that_is_a_text():
    App().get("/", status_code="201")(lambda: 1)
