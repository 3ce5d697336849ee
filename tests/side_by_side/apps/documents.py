"""The OpenAPI document: information, operations, responses, components, callbacks, webhooks."""

import datetime
import decimal
import enum
from typing import Annotated, Any, Generic, Literal, Optional, TypeVar, Union

from pydantic import BaseModel, ConfigDict, Field, RootModel, computed_field
from pydantic.json_schema import SkipJsonSchema
from typing_extensions import TypedDict

from exchanges import Declarations, get, request
from subject import (
    APIRouter,
    App,
    Body,
    Cookie,
    Depends,
    File,
    Form,
    Header,
    Path,
    Query,
    UploadFile,
)
from subject.openapi.utils import get_openapi
from subject.responses import FileResponse, HTMLResponse, PlainTextResponse

T = TypeVar("T")
U = TypeVar("U")


class Item(BaseModel):
    """An item.

    With a long text.\f And notes.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "a"}], "x-own": True})
    name: str = Field(examples=["a"], title="The name", max_length=5)
    price: Annotated[decimal.Decimal, Field(gt=0)] = decimal.Decimal("1.5")
    when: Optional[datetime.datetime] = None
    tags: set[str] = Field(default_factory=set, description="Tags", deprecated=True)
    kind: Literal["one"] = "one"
    hidden: SkipJsonSchema[str] = "h"


class Tree(BaseModel):
    name: str
    children: list["Tree"] = []


class Both(BaseModel):
    x: int

    @computed_field
    @property
    def y(self) -> int:
        return self.x


class Defaults(BaseModel):
    model_config = ConfigDict(json_schema_serialization_defaults_required=True, title="Own title")
    x: int = 3


class Colour(enum.Enum):
    """Colours."""

    red = "red"
    blue = "blue"


class Level(enum.IntEnum):
    low = 1


class Page(BaseModel, Generic[T, U]):
    items: list[T]
    other: Optional[U] = None


class Numbers(RootModel[list[int]]):
    pass


class Typed(TypedDict, total=False):
    a: int
    colour: Colour


class First:
    class Same(BaseModel):
        a: int


class Second:
    class Same(BaseModel):
        b: int


class Message(BaseModel):
    text: str


class Animal(BaseModel):
    kind: Literal["cat", "dog"]


class Unused(BaseModel):
    z: int


app = App(
    title="The title",
    summary="The summary",
    description="*The* description",
    version="2.0",
    terms_of_service="http://example.org/terms",
    contact={"name": "Ann", "url": "http://example.org", "email": "a@example.org", "x-c": 1},
    license_info={"name": "MIT", "identifier": "MIT"},
    openapi_tags=[
        {"name": "b", "description": "B"},
        {"name": "a", "externalDocs": {"url": "http://example.org", "description": "More"}},
    ],
    openapi_external_docs={"url": "http://example.org/docs", "description": "Docs"},
    servers=[
        {"url": "https://{host}/", "variables": {"host": {"default": "h", "enum": ["h"]}}},
        {"url": "/relative", "description": "Here"},
    ],
)

callbacks = APIRouter()


@callbacks.post("{$callback_url}/invoices/{$request.body.id}", response_model=Message)
def invoice_event(body: Item, q: Optional[int] = None):
    """Called back."""


@app.post("/invoices", callbacks=callbacks.routes)
def create_invoice(item: Item, callback_url: str):
    """Create an invoice.

    And send it.
    \f
    Not for readers.
    """


@app.webhooks.post("new-thing")
def new_thing(item: Item, x_signature: Annotated[str, Header()]):
    """A thing is new."""


@app.put(
    "/everything/{item_id}",
    tags=["a", "a", "c"],
    summary="A summary",
    description="A description\fcut",
    response_description="All of it",
    deprecated=True,
    operation_id="everything",
    status_code=202,
    responses={
        202: {"description": "Accepted it", "content": {"image/png": {}}},
        404: {"model": Message},
        "409": {"model": Union[Message, Item], "description": "Conflict"},
        "5xx": {"description": "Ours"},
        "default": {"model": list[Message]},
        418: {"headers": {"x-tea": {"schema": {"type": "string"}}}, "x-own": 1},
        499: {},
        403: {"model": None, "content": {"text/plain": {"example": "no"}}},
        302: {"links": {"next": {"operationId": "other"}}},
    },
    openapi_extra={
        "x-own": {"a": 1},
        "tags": ["extra"],
        "parameters": [{"name": "x", "in": "query", "schema": {"type": "string"}}],
        "responses": {"202": {"x-more": True}},
    },
)
def everything(
    item_id: Annotated[int, Path(description="The id", examples=[1, 2])],
    item: Annotated[Item, Body(openapi_examples={"a": {"value": {"name": "a"}}})],
    q: Annotated[
        Optional[list[str]], Query(deprecated=True, description="Q", json_schema_extra={"x-q": 1})
    ] = None,
    ck: Annotated[Colour, Cookie()] = Colour.red,
    x_level: Annotated[Optional[Level], Header(openapi_examples={"l": {"value": 1}})] = None,
) -> Union[Item, Message]:
    return {"text": "x"}


@app.get("/422", responses={422: {"description": "Own", "model": Message}})
def own_422(q: int):
    pass


@app.get("/4XX", responses={"4XX": {"description": "Own"}})
def own_4xx(q: int):
    pass


@app.get("/hidden-parameter")
def hidden_parameter(q: Annotated[int, Query(include_in_schema=False)] = 1):
    pass


@app.get("/hidden", include_in_schema=False)
def hidden():
    pass


@app.get("/camelCase2/{x}.{y:path}/z-z")
def getUserByID2(x: int, y: str):
    pass


class Endpoint:
    """An endpoint that is an object."""

    def __call__(self, q: int = 1):
        return q


app.get("/object")(Endpoint())
app.get("/lambda")(lambda q: q)
app.get("/named", name="own name_here", summary="", description="")(lambda: 1)


@app.post("/tree")
def tree(tree: Tree) -> Tree:
    return tree


@app.post("/both")
def both(both: Both) -> list[Both]:
    return [both]


@app.post("/defaults")
def defaults(defaults: Defaults) -> Defaults:
    return defaults


@app.post("/page")
def page(page: Page[Item, int]) -> Page[Message, Colour]:
    return {"items": []}


@app.post("/numbers")
def numbers(numbers: Numbers, typed: Typed) -> dict[str, Typed]:
    return {}


@app.get("/same-1")
def same_1() -> First.Same:
    pass


@app.get("/same-2")
def same_2() -> Second.Same:
    pass


@app.get("/inline")
def inline() -> dict[str, list[Optional[int]]]:
    return {}


@app.get("/any")
def anything() -> Any:
    return 1


@app.get("/html", response_class=HTMLResponse, response_model=Unused)
def html():
    return "<p>"


@app.get("/file", response_class=FileResponse)
def file():
    pass


@app.get("/plain", response_class=PlainTextResponse, responses={404: {"model": Message}})
def plain():
    return "x"


@app.get("/image", responses={200: {"content": {"image/png": {}}, "description": "An image"}})
def image() -> Message:
    pass


@app.get("/model-200", responses={200: {"model": Message}})
def model_200() -> Item:
    pass


@app.get("/literal")
def literal(x: Literal["a"], y: Literal[1, "b", None] = None, z: Colour = Colour.blue):
    pass


@app.post(
    "/raw", openapi_extra={"requestBody": {"content": {"text/x": {"schema": {"type": "string"}}}}}
)
def raw():
    pass


@app.post(
    "/merged",
    openapi_extra={
        "summary": "Replaced",
        "requestBody": {"content": {"application/json": {"x-a": 1}}, "x-b": 2},
    },
)
def merged(item: Item):
    pass


@app.post("/nested-body")
def nested_body(
    item: Annotated[Optional[Item], Body(description="Optional")] = None,
    items: Annotated[dict[str, list[Item]], Body()] = {},
    number: Annotated[Union[int, str, None], Body(title="Number")] = 3,
    animal: Annotated[Union[Animal, Message, None], Body()] = None,
    colour: Annotated[Optional[Colour], Body(deprecated=True)] = None,
):
    pass


@app.get("/defaults-of-kinds")
def defaults_of_kinds(
    when: datetime.datetime = datetime.datetime(2020, 1, 1),
    amount: decimal.Decimal = decimal.Decimal("1.50"),
    number: float = 1,
    infinite: float = float("inf"),
    texts: Annotated[list[str], Query()] = ["a"],
    thing: Any = object(),
    empty: str = "",
    false: bool = False,
):
    pass


@app.post("/multipart")
def multipart(
    files: Annotated[Optional[list[UploadFile]], File(description="Some")] = None,
    note: Annotated[Optional[str], Form(description="Note", examples=["n"])] = None,
    colour: Annotated[Colour, Form()] = Colour.red,
):
    pass


for method in ("head", "options", "trace", "patch", "delete"):
    getattr(app, method)("/methods")(lambda item: item)


@app.options("/body")
@app.trace("/body")
@app.delete("/body")
@app.head("/body")
def body(item: Item):
    pass


def depends(q: Annotated[int, Query(description="Inner")], deep: str = "x"):
    pass


@app.get("/order/{p}", dependencies=[Depends(depends)])
def order(
    c: Annotated[str, Cookie()], h: Annotated[str, Header()], p: int, other: int, q: str = "outer"
):
    pass


# Applications with options of their own

merged_forms = App(separate_input_output_schemas=False)


@merged_forms.post("/both")
def merged_both(both: Both) -> Both:
    return both


@merged_forms.post("/defaults")
def merged_defaults(defaults: Defaults) -> Defaults:
    return defaults


by_name = App(generate_unique_id_function=lambda route: route.name, include_in_schema=True)


@by_name.post("/x")
def by_name_x(item: Item, number: Annotated[int, Body()]) -> list[Item]:
    return []


late_id = App()


@late_id.get("/x")
def late_x():
    return 1


for route in late_id.routes:
    if getattr(route, "operation_id", "none") is None:
        route.operation_id = route.name

replaced = App()
replaced.openapi = lambda: {"openapi": "3.1.0", "info": {"title": "Replaced", "version": "1"}}

extended = App()


def extend():
    if not extended.openapi_schema:
        document = get_openapi(title="Extended", version="3", routes=extended.routes, summary="S")
        document["info"]["x-logo"] = {"url": "u"}
        extended.openapi_schema = document
    return extended.openapi_schema


extended.openapi = extend


@extended.get("/x")
def extended_x(q: int):
    return q


invisible = App(include_in_schema=False, description="d")
invisible.get("/x")(lambda: 1)
old = App(deprecated=True, responses={401: {"description": "Who?"}}, openapi_url="/o.json")
old.get("/x", deprecated=False)(lambda: 1)
empty = App(description="", summary=None, servers=[])
versioned = App()
versioned.openapi_version = "3.0.2"

REQUESTS = []
MORE = {
    "merged_forms": (merged_forms, []),
    "by_name": (by_name, []),
    "late_id": (late_id, []),
    "replaced": (replaced, [get("/openapi.json"), request("HEAD", "/openapi.json")]),
    "extended": (extended, [get("/openapi.json")]),
    "invisible": (invisible, [get("/x"), get("/openapi.json")]),
    "old": (old, [get("/x"), get("/o.json"), get("/openapi.json")]),
    "empty": (empty, [get("/openapi.json")]),
    "versioned": (versioned, [get("/openapi.json")]),
}
DECLARATIONS = Declarations()


@DECLARATIONS.refused_with(AssertionError)
def a_contact_without_an_address():
    App(contact={"email": "no"}, license_info={})
