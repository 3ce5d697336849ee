"""A program of a user: mypy and pyright must find nothing wrong in it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, AsyncIterator, Callable, Iterable, Iterator, Mapping

from starlette.routing import BaseRoute
from starlette.types import ASGIApp
from typing_extensions import Annotated, TypedDict, assert_type

from etude import (
    APIRouter,
    BackgroundTasks,
    Body,
    Cookie,
    Depends,
    Etude,
    File,
    Form,
    Header,
    HTTPException,
    Path,
    Query,
    Request,
    Response,
    Security,
    UploadFile,
    WebSocket,
    WebSocketDisconnect,
    WebSocketException,
    status,
)
from etude.datastructures import State
from etude.dependencies.models import Dependant
from etude.dependencies.utils import get_dependant
from etude.encoders import jsonable_encoder
from etude.exceptions import RequestValidationError
from etude.middleware import Middleware
from etude.middleware.gzip import GZipMiddleware
from etude.middleware.wsgi import WSGIMiddleware
from etude.responses import HTMLResponse, JSONResponse, PlainTextResponse, StreamingResponse
from etude.routing import APIRoute, iter_route_contexts, request_response
from etude.security import (
    APIKeyHeader,
    HTTPBasic,
    HTTPBasicCredentials,
    OAuth2PasswordBearer,
    SecurityScopes,
)

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

app = Etude(title="T", version="1", debug=True, tags=["t"], default_response_class=HTMLResponse)
router = APIRouter(tags=["t"], dependencies=[Depends(len)])


@app.get("/items/{item_id}", response_model=int, status_code=201, tags=["a"], deprecated=True)
def read_item(item_id: int, q: str = Query(), limit: int = Query(10, le=100)) -> int:
    return item_id + limit


@app.post("/items", response_model_exclude_none=True)
async def create_item(
    name: Annotated[str, Body(embed=True)],
    x_token: str = Header(convert_underscores=False),
    session: str = Cookie(alias="s"),
    item_id: int = Path(gt=0),
) -> str:
    return name


def current_user(request: Request, response: Response, tasks: BackgroundTasks) -> str:
    tasks.add_task(print, "x", sep="")
    raise HTTPException(401, detail={"a": 1}, headers={"x": "y"})


@router.api_route("/", methods=["GET"])
@router.put("/", name="put")
def change(user: str = Depends(current_user), again: Annotated[str, Depends()] = "") -> None:
    return None


@app.exception_handler(RequestValidationError)
async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    return JSONResponse(jsonable_encoder(error.errors()))


@app.middleware("http")
async def pass_on(request: Request, call_next: Callable[[Request], Any]) -> Any:
    return await call_next(request)


# Decorators keep the types of the functions.
assert_type(read_item(1, "q", 2), int)
assert_type(read_item(item_id=1, q="a"), int)
assert_type(change("user"), None)
app.add_api_route("/other", read_item, methods=["GET"], summary="s")
assert_type(app.title, str)

for declared in (
    app.get("/")(read_item),
    app.put("/")(read_item),
    app.post("/")(read_item),
    app.delete("/")(read_item),
    app.options("/")(read_item),
    app.head("/")(read_item),
    router.patch("/")(read_item),
    router.trace("/")(read_item),
    router.api_route("/")(read_item),
    router.route("/starlette")(read_item),
    router.on_event("startup")(read_item),
):
    assert_type(declared(1, q="a", limit=2), int)

# Markers stand for values of any type.
assert_type(Query(10, le=100), Any)
assert_type(Path(), Any)
assert_type(Depends(read_item, scope="function"), Any)
assert_type(Security(read_item, scopes=["a"]), Any)
assert_type(app.openapi(), "dict[str, Any]")

# Routers, in one another.
assert_type(app.include_router(router, prefix="/x", tags=["a"], dependencies=[Depends(len)]), None)
assert_type(router.routes, list[BaseRoute])
app.add_api_websocket_route("/other", print, name="other")


@app.delete("/{item_id}", response_class=PlainTextResponse, responses={404: {"model": int}})
@router.patch("/", response_class=StreamingResponse, callbacks=router.routes)
def remove(item_id: int) -> PlainTextResponse:
    return PlainTextResponse(str(item_id))


assert_type(remove(1), PlainTextResponse)


# WebSockets.


@router.websocket("/talk")
@app.websocket("/talk/{room}", name="talk", dependencies=[Depends(current_user)])
async def talk(websocket: WebSocket, room: str, q: Annotated[int, Query()] = 0) -> None:
    await websocket.accept()
    assert_type(await websocket.receive_text(), str)
    try:
        await websocket.send_json({"room": room})
    except WebSocketDisconnect as error:
        assert_type(error.code, int)
        raise WebSocketException(code=status.WS_1008_POLICY_VIOLATION, reason="r") from error


async def opened(websocket: WebSocket) -> None:
    assert_type(await talk(websocket, "a"), None)


# Security, and dependencies in both styles.
token_in_header = OAuth2PasswordBearer("token", scopes={"read": "Read"}, auto_error=True)
basic = HTTPBasic()


def user_of(
    scopes: SecurityScopes,
    token: Annotated[str, Depends(token_in_header)],
    credentials: Annotated[HTTPBasicCredentials, Security(basic, scopes=["read"])],
    key: str = Security(APIKeyHeader(name="x-key")),
) -> str:
    assert_type(scopes.scopes, "list[str]")
    assert_type(credentials.username, str)
    return token + credentials.password + key


async def session(
    user: str = Security(user_of, scopes=["read"], use_cache=False),
) -> AsyncIterator[int]:
    yield len(user)


class Pages:
    def __init__(self, page: int = 1) -> None:
        self.page = page


CurrentPages = Annotated[Pages, Depends()]


@app.get("/pages", dependencies=[Depends(session, scope="function"), Security(user_of)])
async def read_pages(
    pages: CurrentPages,
    number: Annotated[int, Depends(session, use_cache=True, max_concurrency=3)],
    again: str = Depends(user_of),
) -> list[int]:
    return [pages.page, number, len(again)]


async def use_pages() -> None:
    assert_type(await read_pages(Pages(), 1), list[int])


# Files, forms and tasks.


@app.post("/files", max_body_size=1, form_limits={"max_files": 3})
async def upload(
    file: UploadFile,
    tasks: BackgroundTasks,
    name: Annotated[str, Form(min_length=1)],
    others: Annotated[list[UploadFile], File()],
    content: bytes = File(media_type="image/png"),
) -> dict[str, int]:
    assert_type(await file.read(3), bytes)
    assert_type(file.filename, "str | None")
    assert_type(await file.seek(0), None)
    assert_type(tasks.add_task(print, name, sep=""), None)
    return {"size": len(content) + len(others)}


# Exceptions, by class and by status.


@app.exception_handler(404)
def not_found(request: Request, error: Exception) -> PlainTextResponse:
    return PlainTextResponse(str(error), 404)


assert_type(not_found(Request({}), KeyError()), PlainTextResponse)
app.add_middleware(GZipMiddleware, minimum_size=10)


# The time around serving.


def old_application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    return [str(environ["PATH_INFO"]).encode()]


@asynccontextmanager
async def lifespan(app: Etude) -> AsyncIterator[Mapping[str, Any]]:
    assert_type(app, Etude)
    yield {"a": 1}


Etude(
    lifespan=lifespan, exception_handlers={404: not_found}, middleware=[Middleware(GZipMiddleware)]
)
APIRouter(lifespan=lifespan, route_class=APIRoute, default_response_class=JSONResponse)
app.mount("/old", WSGIMiddleware(old_application))
app.dependency_overrides[user_of] = lambda: "user"
app.dependency_overrides.clear()

# What tools read.
for context in iter_route_contexts(app.routes):
    assert_type(context.path, "str | None")
for found in app.routes:
    if isinstance(found, APIRoute):
        assert_type(found.unique_id, str)
        assert_type(found.methods, "set[str]")
        assert_type(found.dependant, Dependant)
dependant = get_dependant(path="/", call=user_of)
assert_type(dependant.dependencies[0].query_params[0].name, str)
assert_type(request_response(lambda request: Response()), ASGIApp)


async def use_middleware(request: Request) -> None:
    assert_type(await invalid(request, RequestValidationError([])), JSONResponse)


# Parts, states, and dependencies outside of requests


def log(connection: object, error: Exception) -> Response:
    return Response(str(error))


class Keys(TypedDict):
    number: int


class Names(State):
    number: int


class Shop:
    pass


async def get_number() -> AsyncIterator[int]:
    yield 1


def get_text() -> Iterator[str]:
    yield ""


async def get_bytes() -> bytes:
    return b""


def get_float() -> float:
    return 1.0


async def use_outside_of_requests() -> None:
    async with app.resolve(get_number) as number, app.resolve(get_text) as text:
        assert_type(number, int)
        assert_type(text, str)
    async with app.resolve(get_bytes) as content, app.resolve(get_float) as ratio:
        assert_type(content, bytes)
        assert_type(ratio, float)
    async with app.resolve(Shop) as shop:
        assert_type(shop, Shop)


part = APIRouter(middleware=[Middleware(GZipMiddleware)], exception_handlers={404: log})
part.add_middleware(GZipMiddleware, minimum_size=10)
part.add_exception_handler(KeyError, log)


@part.exception_handler(ValueError)
async def answer_value_error(request: Request, error: ValueError) -> Response:
    return PlainTextResponse(str(error))


@part.get("/", middleware=[Middleware(GZipMiddleware)], exception_handlers={KeyError: log})
async def read_state(
    keys: Request[Keys],
    names: Request[Names],
    number: Annotated[int, Depends(get_number, scope="app")],
) -> None:
    assert_type(keys.state["number"], int)
    assert_type(names.state.number, int)


@part.websocket("/", exception_handlers={KeyError: log})
async def talk_of_state(websocket: WebSocket[Keys]) -> None:
    assert_type(websocket.state["number"], int)


Etude(mounted_lifespans=False).include_router(part, middleware=[Middleware(GZipMiddleware)])
