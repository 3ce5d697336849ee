"""The time of serving, files, built pages, templates, mounts of other kinds."""

import os
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from exchanges import Declarations, get, post, request, websocket
from subject import APIRouter, App, Depends, HTTPException, Query, Request, Response, WebSocket
from subject.routing import APIRoute, iter_route_contexts
from subject.staticfiles import StaticFiles
from subject.templating import Jinja2Templates

temporary = TemporaryDirectory()
folder = Path(temporary.name)
for name, text in {
    "index.html": "<p>index",
    "app.js": "let a",
    "deep/index.html": "<p>deep",
    "deep/page.txt": "text",
    ".hidden": "dot",
    "templates/page.html": "{{ word }} {{ url_for('page', word='x') }}",
    "errors/404.html": "<p>missing",
    "errors/page.html": "<p>page",
}.items():
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    os.utime(file, (1_600_000_000, 1_600_000_000))  # for ETag and Last-Modified

STEADY = {"headers": {"range": "bytes=0-2"}}
HTML = {"headers": {"accept": "text/html"}}


# The time of serving

log = []


@asynccontextmanager
async def outer_lifespan(app):
    log.append("outer in")
    yield {"name": "outer", "outer": 1}
    log.append("outer out")


@asynccontextmanager
async def inner_lifespan(app):
    log.append("inner in")
    yield {"name": "inner", "inner": 2}
    log.append("inner out")


async def generator_lifespan(app):
    log.append("generator in")
    yield
    log.append("generator out")


inner = APIRouter(lifespan=inner_lifespan)
inner.include_router(APIRouter(lifespan=generator_lifespan))
alive = App(lifespan=outer_lifespan, on_startup=[lambda: log.append("ignored")])
alive.include_router(inner)


@alive.get("/state")
def state(request: Request):
    return [request.state.name, request.state.outer, request.state.inner, log]


async def mounted_lifespan(app):
    yield {"name": "mounted"}


mounted = App(lifespan=mounted_lifespan)


@mounted.get("/name")
def mounted_name(request: Request):
    return request.state.name


alive.mount("/mounted", mounted)


@alive.websocket("/socket")
async def socket_state(socket: WebSocket):
    await socket.accept()
    await socket.close(4000, socket.state.name)


event_log = []
events = App(on_startup=[lambda: event_log.append("given")])


@events.on_event("startup")
async def starts():
    event_log.append("async")


@events.on_event("startup")
def starts_too():
    event_log.append("sync")


events_router = APIRouter()


@events_router.on_event("startup")
def router_starts():
    event_log.append("router")


events.include_router(events_router)


@events.get("/log")
def events_log():
    return event_log


# Files and built pages

files = App()
files.mount("/static", StaticFiles(directory=folder), name="static")
files.mount("/html", StaticFiles(directory=folder, html=True))


@files.get("/url")
def url(request: Request):
    return str(request.url_for("static", path="/app.js"))


def guard(token: Annotated[str, Query()] = "", *, response: Response):
    response.headers["x-guard"] = token
    if token == "no":
        raise HTTPException(401)


pages = App(dependencies=[Depends(guard)])
pages.frontend("/app", directory=folder)
pages.frontend("/app/deep", directory=folder / "errors")
pages.frontend("/plain/", directory=folder, fallback=None)


@pages.get("/app/api")
def api():
    return "api"


@pages.post("/app/posted")
def posted():
    return "posted"


built = APIRouter(prefix="/router")
built.frontend("/site", directory=folder / "errors", fallback="404.html")
pages.include_router(built, prefix="/in")

PAGES = [
    get("/app"),
    get("/app/", **HTML),
    get("/app/app.js"),
    get("/app/none.js"),
    get("/app/none", **HTML),
    get("/app/none", headers={"accept": "*/*"}),
    get("/app/none", headers={"accept": "text/html;q=0"}),
    get("/app/api"),
    get("/app/posted", **HTML),
    post("/app/app.js"),
    post("/app/none"),
    request("HEAD", "/app/app.js"),
    get("/app/deep/page.txt"),
    get("/app/deep/page.html"),
    get("/app/deep/none", **HTML),
    get("/app/.hidden"),
    get("/app/..%2F..%2Fetc/passwd"),
    get("/app/%00"),
    get("/app/app.js?token=no"),
    get("/app/none?token=no"),
    get("/app/app.js?token=yes"),
    get("/plain/none", **HTML),
    get("/plain/deep"),
    get("/plain/deep/"),
    get("/plain"),
    get("/in/router/site/page.html"),
    get("/in/router/site/none"),
    get("/elsewhere"),
    websocket("/app/app.js"),
]

templates = Jinja2Templates(directory=folder / "templates")
rendering = App()


@rendering.get("/page/{word}")
def page(request: Request, word: str):
    return templates.TemplateResponse(request, "page.html", {"word": word}, status_code=202)


# What there is to look at

looked_at = App()
sub = APIRouter(prefix="/sub", tags=["t"])


@sub.get("/x/{y:path}", name="named")
def sub_x(y: str):
    return y


looked_at.include_router(sub, prefix="/v1")


@looked_at.get("/routes")
def routes(request: Request):
    contexts = list(iter_route_contexts(request.app.routes))
    return [
        [context.path, context.name, sorted(context.methods or ())]
        for context in contexts
        if isinstance(context.original_route, APIRoute)
    ]


@looked_at.get("/urls")
def urls(request: Request):
    return [request.app.url_path_for("named", y="a/b"), sub.url_path_for("named", y="c")]


MORE = {
    "alive": (alive, [get("/state"), get("/mounted/name"), websocket("/socket", closes=True)]),
    "events": (events, [get("/log")]),
    "files": (
        files,
        [
            get("/static/app.js"),
            get("/static/app.js", **STEADY),
            get("/static/none"),
            get("/static/"),
            get("/static/..%2Fx"),
            post("/static/app.js"),
            get("/html/"),
            get("/html/deep"),
            get("/html/none"),
            get("/url"),
        ],
    ),
    "pages": (pages, PAGES),
    "rendering": (rendering, [get("/page/<b>")]),
    "looked_at": (looked_at, [get("/routes"), get("/urls"), get("/v1/sub/x/a/b")]),
}

DECLARATIONS = Declarations()


@DECLARATIONS.refused_with(RuntimeError)
def a_frontend_without_a_folder():
    App().frontend("/", directory=folder / "nowhere", check_dir=True)


@DECLARATIONS.refused_with(AssertionError)
def a_frontend_without_a_slash():
    App().frontend("app", directory=folder)


@DECLARATIONS.refused_with(AssertionError)
def an_unknown_fallback():
    App().frontend("/", directory=folder, fallback="home.html")


@DECLARATIONS.refused_with(RuntimeError)
def a_fallback_that_is_missing():
    App().frontend("/", directory=folder / "deep", fallback="404.html")


@DECLARATIONS.refused_with(RuntimeError)
def static_files_without_a_folder():
    StaticFiles(directory=folder / "nowhere")
