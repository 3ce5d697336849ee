"""Routers: prefixes, inclusion, how layers combine, route classes, mounts, root paths."""

from enum import Enum
from typing import Annotated, Optional

from pydantic import BaseModel
from starlette.routing import Mount, Route

from exchanges import Declarations, get, post, raw, request
from subject import APIRouter, App, Body, Depends, Header, HTTPException, Request, Response
from subject.exceptions import FrameworkError, RequestValidationError
from subject.responses import HTMLResponse, JSONResponse, PlainTextResponse
from subject.routing import APIRoute


class Tags(Enum):
    users = "users"
    items = "items"


class Item(BaseModel):
    name: str


class Problem(BaseModel):
    text: str


class Other(JSONResponse):
    media_type = "application/vnd.other+json"


def needs_header(x_token: Annotated[Optional[str], Header()] = None):
    if x_token == "bad":
        raise HTTPException(400, "bad token")


def simple_id(route):
    return f"{(route.tags or ['none'])[0]}-{route.name}"


app = App(
    responses={500: {"description": "Ours"}, 404: {"model": Problem}},
    dependencies=[Depends(needs_header)],
)
leaf = APIRouter(
    prefix="/leaf",
    tags=["leaf", Tags.users],
    responses={404: {"description": "No leaf"}, 418: {"model": Problem, "description": "Tea"}},
    deprecated=True,
)
middle = APIRouter(tags=["middle"], default_response_class=Other, include_in_schema=True)
hidden = APIRouter(prefix="/hidden", include_in_schema=False)


@leaf.get("/")
def root_of_leaf():
    return "leaf"


@leaf.get("", tags=["own"], deprecated=False)
def leaf_itself():
    return "leaf itself"


@leaf.get("/{item_id}", responses={418: {"description": "Own tea"}, "4XX": {"model": Problem}})
def of_leaf(item_id: int, team: str) -> Item:
    return {"name": f"{team} {item_id}"}


@leaf.post("/html", response_class=HTMLResponse, operation_id="own_id")
def html(item: Item, more: Annotated[int, Body()]):
    return f"<p>{item.name}{more}"


@hidden.get("/x")
def hidden_x():
    return "hidden"


@middle.get("/middle", include_in_schema=True)
def of_middle():
    return "middle"


middle.include_router(leaf, prefix="/{team}", tags=["included"], responses={402: {}})
middle.include_router(hidden)
app.include_router(middle, prefix="/api", tags=["outer", "middle"])
app.include_router(
    leaf,
    prefix="/again/{team}",
    default_response_class=PlainTextResponse,
    generate_unique_id_function=simple_id,
    include_in_schema=True,
    deprecated=False,
)
late = APIRouter(prefix="/late")
app.include_router(late)


@late.get("/x")
def late_x():
    return "late"


@app.get("/late/x")
def shadowed():
    return "shadowed"


plain = APIRouter()


@plain.route("/plain", methods=["GET", "POST"])
async def plain_route(request):
    return PlainTextResponse(request.method)


@plain.api_route("/both", methods=["get", "PUT"], name="both")
def both():
    return "both"


plain.add_api_route("/added", both, methods=["DELETE"], tags=[Tags.items], summary="Added")
app.include_router(plain, prefix="/p")


@app.get("/url/{name}")
def url(name: str, request: Request):
    return [str(request.url_for("of_leaf", team="t", item_id=1)), app.url_path_for("url", name="x")]


@app.get("/scope")
def scope(request: Request):
    return [
        request.scope["root_path"],
        request.scope["path"],
        str(request.url),
        request.path_params,
    ]


app.add_route("/starlette", lambda request: PlainTextResponse("starlette"))


@app.get("/a/{x}/b")
def wide(x: str):
    return ["wide", x]


@app.get("/a/c/{y}")
def narrow(y: str):
    return ["narrow", y]


REQUESTS = [
    get("/api/t/leaf/"),
    get("/api/t/leaf"),
    get("/api/t/leaf/3"),
    get("/api/t/leaf/x"),
    get("/api/t/leaf/3", headers={"x-token": "bad"}),
    post("/api/t/leaf/html", json={"item": {"name": "n"}, "more": 3}),
    get("/api/hidden/x"),
    get("/api/middle"),
    get("/again/t/leaf/3"),
    get("/again/t/leaf"),
    get("/late/x"),
    get("/p/plain"),
    request("HEAD", "/p/plain"),
    request("DELETE", "/p/plain"),
    request("PUT", "/p/both"),
    request("DELETE", "/p/added"),
    get("/url/x"),
    get("/scope"),
    get("/starlette"),
    request("HEAD", "/starlette"),
    get("/starlette", headers={"x-token": "bad"}),
    get("/a/c/b"),
    get("/a/c/d"),
    get("/api"),
    get("/api/"),
    get("/api/middle/"),
]


# Route classes

classes = App()


class Timed(APIRoute):
    def get_route_handler(self):
        original = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                response = await original(request)
            except RequestValidationError as error:
                body = await request.body()
                raise HTTPException(422, [len(error.errors()), body.decode()]) from None
            response.headers["x-route"] = self.path
            return response

        return handler


class Upper(Request):
    async def body(self):
        if not hasattr(self, "_upper"):
            self._upper = (await super().body()).upper()
        return self._upper


class UpperRoute(APIRoute):
    def get_route_handler(self):
        original = super().get_route_handler()

        async def handler(request: Request) -> Response:
            return await original(Upper(request.scope, request.receive))

        return handler


timed = APIRouter(route_class=Timed, prefix="/timed")
upper = APIRouter(route_class=UpperRoute)


@timed.post("/item")
def timed_item(item: Item):
    return item


@timed.get("/fail")
def timed_fail():
    raise HTTPException(409)


@upper.post("/upper")
def upper_item(item: dict):
    return item


timed.include_router(upper)
classes.include_router(timed, prefix="/in")
classes.router.route_class = Timed


@classes.get("/own")
def classes_own():
    return 1


# Mounts and root paths

sub = App(title="Sub", servers=[{"url": "https://example.org"}])


@sub.get("/x/{y}")
def sub_x(y: int, request: Request):
    return [request.scope["root_path"], str(request.url_for("sub_x", y=3)), request.app is sub]


@sub.get("/fail")
def sub_fail():
    raise ValueError


mounting = App(routes=[Mount("/first", sub), Route("/route", lambda r: PlainTextResponse("r"))])


@mounting.exception_handler(404)
async def mounting_missing(request, error):
    return PlainTextResponse("mine", 404)


mounting.mount("/sub", sub, name="sub")


@mounting.get("/sub/hidden")
def mounting_hidden():
    return "never"


@mounting.get("/visible")
def mounting_visible(request: Request):
    return str(request.url_for("sub:sub_x", y=1))


behind = App(root_path="/api/v1", servers=[{"url": "/other"}])


@behind.get("/app")
def behind_app(request: Request):
    return [request.scope["root_path"], str(request.url_for("behind_app"))]


silent = App(root_path="/api/v1", root_path_in_servers=False)


@silent.get("/app")
def silent_app(request: Request):
    return request.scope["root_path"]


hidden_docs = App(openapi_url=None)
own_docs = App(openapi_url="/api/schema.json", docs_url=None, redoc_url="/own", description="D")

MORE = {
    "classes": (
        classes,
        [
            post("/in/timed/item", json={"name": "n"}),
            post("/in/timed/item", json={}),
            get("/in/timed/fail"),
            post("/in/timed/upper", json={"name": "n"}),
            post("/in/timed/upper", **raw("{bad")),
            get("/own"),
        ],
    ),
    "mounting": (
        mounting,
        [
            get("/sub/x/1"),
            get("/sub/x/z"),
            get("/sub/nowhere"),
            get("/sub/hidden"),
            get("/sub/openapi.json"),
            get("/sub"),
            get("/sub/fail"),
            get("/first/x/1"),
            get("/route"),
            get("/visible"),
            get("/nowhere"),
        ],
    ),
    "behind": (
        behind,
        [get("/app"), get("/api/v1/app"), get("/openapi.json"), get("/app/"), get("/api/v1/app/")],
    ),
    "silent": (silent, [get("/app"), get("/openapi.json")]),
    "hidden_docs": (hidden_docs, [get("/docs"), get("/redoc"), get("/openapi.json")]),
    "own_docs": (own_docs, [get("/docs"), get("/api/schema.json"), get("/docs/oauth2-redirect")]),
}

DECLARATIONS = Declarations()


@DECLARATIONS.refused_with(FrameworkError)
def an_empty_path_under_an_empty_prefix():
    router = APIRouter()
    router.get("")(lambda: 1)
    App().include_router(router)


@DECLARATIONS.refused_with(AssertionError)
def a_prefix_that_is_a_slash():
    APIRouter(prefix="/")


@DECLARATIONS.refused_with(AssertionError)
def a_router_in_itself():
    router = APIRouter()
    router.include_router(router)


@DECLARATIONS.refused_with(AssertionError)
def a_circle_of_routers():
    one, two = APIRouter(), APIRouter()
    one.include_router(two)
    two.include_router(one)


@DECLARATIONS.refused_with(Exception)
def an_app_as_a_router():
    App().include_router(App())


@DECLARATIONS.refused_with(AssertionError)
def an_app_without_a_title():
    App(title="")


@DECLARATIONS.refused_with(AssertionError)
def an_endpoint_that_cannot_be_called():
    App().add_api_route("/", 3)


@DECLARATIONS.refused_with(AssertionError)
def no_methods():
    App().add_api_route("/", both, methods=[])


@DECLARATIONS.refused_with(TypeError)
def an_unknown_option():
    App().get("/", unknown=1)


@DECLARATIONS.refused_with(TypeError)
def an_unknown_option_of_the_app():
    App(openapi_prefix="/x")


@DECLARATIONS.refused_with(TypeError)
def a_title_by_position():
    App("title")


@DECLARATIONS.refused_with(AssertionError)
def a_mount_without_a_slash():
    App().mount("x", App())


@DECLARATIONS.refused_with(AssertionError)
def a_document_without_a_slash():
    App(openapi_url="x")
