"""Middleware: order, exceptions, CORS, compression, hosts, state of the application."""

from contextlib import asynccontextmanager
from typing import Annotated

from starlette.middleware import Middleware

from exchanges import get, post, request
from subject import App, BackgroundTasks, Depends, HTTPException, Request
from subject.middleware.cors import CORSMiddleware
from subject.middleware.gzip import GZipMiddleware
from subject.middleware.trustedhost import TrustedHostMiddleware
from subject.responses import JSONResponse, PlainTextResponse

log = []


def take_log():
    taken = list(log)
    log.clear()
    return taken


class Named:
    def __init__(self, app, name):
        self.app = app
        self.name = name

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and scope["path"] != "/log":
            log.append(f"{self.name} in")
        await self.app(scope, receive, send)
        if scope["type"] == "http" and scope["path"] != "/log":
            log.append(f"{self.name} out")


ordered = App(middleware=[Middleware(Named, "first"), Middleware(Named, name="second")])
ordered.add_middleware(Named, name="added")
ordered.get("/log")(take_log)


@ordered.middleware("http")
async def function(request: Request, call_next):
    if request.url.path == "/stopped":
        return PlainTextResponse("stopped", 202)
    if request.url.path == "/raises":
        raise HTTPException(400, "in middleware")
    response = await call_next(request)
    response.headers["x-function"] = request.method
    return response


def resource():
    log.append("resource in")
    yield
    log.append("resource out")


@ordered.get("/x", dependencies=[Depends(resource)])
def x(tasks: BackgroundTasks):
    tasks.add_task(log.append, "task")
    log.append("endpoint")
    return 1


@ordered.get("/fails")
def fails():
    raise ValueError


@ordered.get("/refused")
def refused():
    raise HTTPException(403)


ORDERED = []
for path in ("/x", "/stopped", "/raises", "/fails", "/refused", "/nowhere", "/x/"):
    ORDERED += [get(path), get("/log", f"after {path}")]


# What comes with Starlette

common = App()
common.add_middleware(GZipMiddleware, minimum_size=100)
common.add_middleware(
    CORSMiddleware,
    allow_origins=["https://example.org"],
    allow_methods=["GET"],
    allow_headers=["x-a"],
    allow_credentials=True,
)
common.add_middleware(TrustedHostMiddleware, allowed_hosts=["testserver", "*.example.org"])


@common.get("/long")
def long():
    return "x" * 200


@common.get("/short")
def short():
    return "x"


@common.get("/fails")
def common_fails():
    raise ValueError


ORIGIN = {"origin": "https://example.org"}


# Handlers around middleware

handling = App()


@handling.middleware("http")
async def passes(request, call_next):
    response = await call_next(request)
    response.headers["x-status"] = str(response.status_code)
    return response


@handling.exception_handler(KeyError)
async def handle_key(request, error):
    return JSONResponse({"key": str(error)}, 418)


@handling.exception_handler(Exception)
async def handle_all(request, error):
    return JSONResponse({"error": type(error).__name__}, 500)


@handling.get("/{kind}")
def raise_kind(kind: str):
    raise {"key": KeyError("k"), "value": ValueError("v"), "http": HTTPException(409)}[kind]


@handling.post("/item")
async def item(request: Request, value: dict):
    return [value, await request.json()]


# The time of serving


@asynccontextmanager
async def lifespan(app):
    app.state.started = True
    yield {"shared": ["from the lifespan"]}


alive = App(lifespan=lifespan)
alive.state.own = "own"


def of_state(request: Request):
    return request.state.shared


@alive.get("/state")
def state(request: Request, shared: Annotated[list, Depends(of_state)]):
    return [request.app.state.started, request.app.state.own, shared]


MORE = {
    "ordered": (ordered, ORDERED),
    "common": (
        common,
        [
            get("/long"),
            get("/long", headers={"accept-encoding": "identity"}),
            get("/short", headers=ORIGIN),
            get("/short", headers={"origin": "https://example.com"}),
            get("/fails", headers=ORIGIN),
            get("/nowhere", headers=ORIGIN),
            get("/short", headers={"host": "www.example.org"}),
            get("/short", headers={"host": "example.com"}),
            request(
                "OPTIONS", "/short", headers={**ORIGIN, "access-control-request-method": "GET"}
            ),
            request(
                "OPTIONS", "/short", headers={**ORIGIN, "access-control-request-method": "PUT"}
            ),
        ],
    ),
    "handling": (
        handling,
        [
            get("/key"),
            get("/value"),
            get("/http"),
            get("/other"),
            post("/item", json={"a": 1}),
            post("/item", json=[]),
        ],
    ),
    "alive": (alive, [get("/state")]),
}
