"""Errors: HTTP exceptions, unknown paths and methods, handlers, validation of answers."""

import datetime
from typing import Annotated

from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException

from exchanges import get, post, raw, request
from subject import App, Depends, HTTPException, Query, Request, Response
from subject.encoders import jsonable_encoder
from subject.exception_handlers import (
    http_exception_handler,
    request_validation_exception_handler,
)
from subject.exceptions import RequestValidationError, ResponseValidationError
from subject.responses import JSONResponse, PlainTextResponse

app = App()


class Item(BaseModel):
    name: str
    price: float


class OwnException(HTTPException):
    pass


DETAILS = {
    "text": "it is not there",
    "dict": {"a": [1, None]},
    "list": ["a"],
    "number": 3,
    "false": False,
    "empty": "",
    "none": None,
    "model": Item(name="a", price=1),
    "date": datetime.date(2020, 1, 1),
}


@app.get("/detail/{name}")
def with_detail(name: str):
    raise HTTPException(404, DETAILS[name])


@app.get("/status/{status}")
def with_status(status: int):
    raise HTTPException(status, headers={"x-a": "1"})


@app.get("/headers")
async def with_headers(response: Response):
    response.headers["x-lost"] = "1"
    raise HTTPException(400, "no", headers={"content-type": "text/x", "x-kept": "1"})


@app.get("/starlette")
def of_starlette():
    raise StarletteHTTPException(409, "conflict")


@app.get("/own")
def own():
    raise OwnException(status_code=410)


def refuses(token: str = ""):
    if token != "t":
        raise HTTPException(401, "who?", {"WWW-Authenticate": "Bearer"})


@app.get("/dependency", dependencies=[Depends(refuses)])
def dependency(q: int):
    return q


@app.get("/unhandled")
def unhandled():
    return 1 / 0


@app.get("/model-error")
def model_error():
    return Item(name="a")


@app.get("/wrong-answer")
def wrong_answer() -> Item:
    return {"name": "a"}


@app.get("/methods")
def methods():
    return 1


@app.api_route("/two", methods=["PUT", "PATCH"])
def two():
    return 2


@app.post("/item")
def item(item: Item, q: Annotated[int, Query(gt=3)] = 4):
    return item


ALL_METHODS = ("POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "FOO")

REQUESTS = [
    *[get(f"/detail/{name}") for name in DETAILS],
    *[get(f"/status/{status}") for status in (200, 204, 205, 299, 304, 400, 404, 418, 422, 500)],
    get("/headers"),
    get("/starlette"),
    get("/own"),
    get("/dependency"),
    get("/dependency?token=t"),
    get("/dependency?token=t&q=1"),
    get("/unhandled"),
    get("/model-error"),
    get("/wrong-answer"),
    get("/nowhere"),
    get("/"),
    request("HEAD", "/nowhere"),
    *[request(method, "/methods") for method in ALL_METHODS],
    request("DELETE", "/two"),
    post("/item?q=3", json={"name": 1, "price": "x"}),
    post("/item?q=3", **raw("{")),
    request("HEAD", "/docs"),
    post("/openapi.json"),
]

separate = App()


@separate.get("/x")
def get_x():
    return 1


@separate.post("/x")
def post_x():
    return 2


# Own handlers

handled = App()


class Base(Exception):
    pass


class Special(Base):
    pass


class Unhandled(Exception):
    pass


@handled.exception_handler(Base)
async def handle_base(request, error):
    return JSONResponse({"base": type(error).__name__, "path": request.url.path}, 418)


@handled.exception_handler(RequestValidationError)
def handle_validation(request: Request, error: RequestValidationError):
    shown = {"errors": error.errors(), "body": error.body, "where": error.endpoint_ctx["function"]}
    return JSONResponse(jsonable_encoder(shown), 400)


@handled.exception_handler(404)
async def handle_missing(request, error):
    return PlainTextResponse(f"nothing at {request.url.path}: {error.detail}", 404)


@handled.exception_handler(405)
async def handle_method(request, error):
    return PlainTextResponse("wrong method", 405)


@handled.exception_handler(HTTPException)
async def handle_http(request, error):
    return JSONResponse({"handled": error.detail}, error.status_code)


@handled.exception_handler(ResponseValidationError)
async def handle_answer(request, error):
    return JSONResponse({"locs": [list(entry["loc"]) for entry in error.errors()]}, 502)


@handled.exception_handler(ValidationError)
async def handle_pydantic(request, error):
    return JSONResponse({"count": error.error_count()}, 503)


@handled.exception_handler(KeyError)
async def handle_key(request, error):
    raise HTTPException(409, "from a handler")


@handled.exception_handler(IndexError)
async def handle_index(request, error):
    raise ValueError


@handled.exception_handler(LookupError)
async def handle_lookup(request, error):
    return {"no": "response"}


@handled.get("/raise/{name}")
async def raise_by_name(name: str):
    errors = {
        "base": Base(),
        "special": Special(),
        "http": HTTPException(400, "x"),
        "starlette": StarletteHTTPException(400, "x"),
        "404": HTTPException(404, "x"),
        "500": HTTPException(500, "x"),
        "key": KeyError(),
        "index": IndexError(),
        "lookup": LookupError(),
        "unhandled": Unhandled(),
    }
    raise errors[name]


@handled.post("/item")
async def handled_item(item: Item, q: int = 1):
    return item


@handled.get("/model-error")
def handled_model_error():
    return Item(name="a")


@handled.get("/wrong-answer")
def handled_wrong_answer() -> list[Item]:
    return [{"name": "a"}]


defaults = App()


@defaults.exception_handler(StarletteHTTPException)
async def log_http(request, error):
    response = await http_exception_handler(request, error)
    response.headers["x-logged"] = "1"
    return response


@defaults.exception_handler(RequestValidationError)
async def log_validation(request, error):
    response = await request_validation_exception_handler(request, error)
    response.headers["x-logged"] = "1"
    return response


@defaults.exception_handler(Exception)
async def log_all(request, error):
    return JSONResponse({"error": type(error).__name__}, 500)


@defaults.get("/raise/{name}")
def defaults_raise(name: int):
    raise {1: HTTPException(400), 2: ValueError(), 3: HTTPException(500), 4: Unhandled()}[name]


@defaults.get("/wrong-answer")
def defaults_wrong_answer() -> Item:
    return 3


debug = App(debug=True)


@debug.get("/http")
def debug_http():
    raise HTTPException(400)


by_argument = App(
    exception_handlers={
        500: lambda request, error: PlainTextResponse("five hundred", 500),
        Base: lambda request, error: PlainTextResponse("base"),
    }
)


@by_argument.get("/{name}")
def by_argument_raise(name: str):
    raise {"base": Special(), "http": HTTPException(500, "d"), "other": ValueError()}[name]


MORE = {
    "separate": (separate, [request("DELETE", "/x"), request("HEAD", "/x")]),
    "handled": (
        handled,
        [
            *[
                get(f"/raise/{name}")
                for name in (
                    "base",
                    "special",
                    "http",
                    "starlette",
                    "404",
                    "500",
                    "key",
                    "index",
                    "lookup",
                    "unhandled",
                )
            ],
            post("/item", json={"name": "a"}),
            post("/item?q=x", **raw("{bad")),
            post("/item?q=x", **raw("text", "text/plain")),
            post("/item?q=x"),
            get("/model-error"),
            get("/wrong-answer"),
            get("/nowhere"),
            post("/wrong-answer"),
        ],
    ),
    "defaults": (
        defaults,
        [
            *[get(f"/raise/{name}") for name in (1, 2, 3, 4, "x")],
            get("/wrong-answer"),
            get("/nowhere"),
            post("/wrong-answer"),
        ],
    ),
    "debug": (debug, [get("/http"), get("/nowhere")]),
    "by_argument": (by_argument, [get("/base"), get("/http"), get("/other")]),
}
