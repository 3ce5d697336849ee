"""Streams: JSON Lines, events, chunks, and what stays open around them."""

import datetime
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Generator,
    Iterable,
    Iterator,
)
from typing import Annotated, Any, Optional, Union

from pydantic import BaseModel, Field, ValidationError

from exchanges import Declarations, get, post
from subject import APIRouter, App, BackgroundTasks, Depends, Header, HTTPException, Query, Request
from subject.responses import (
    EventSourceResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    StreamingResponse,
)
from subject.sse import ServerSentEvent, format_sse_event

app = App()
REQUESTS = []
log = []


@app.get("/log")
def take_log():
    taken = list(log)
    log.clear()
    return taken


class Item(BaseModel):
    name: str
    price: Optional[float] = None
    code: int = Field(1, alias="theCode")


ITEMS = [Item(name="a"), Item(name="é", price=2), {"name": "d", "price": "3", "more": 1}]


def serve(path, items, returns=..., is_async=False, **options):
    """Serve an operation that yields items, and ask it."""
    if is_async:

        async def endpoint():
            for item in items:
                yield item
    else:

        def endpoint():
            yield from items

    if returns is not ...:
        endpoint.__annotations__["return"] = returns
    app.get(path, name=path.strip("/").replace("-", " "), **options)(endpoint)
    REQUESTS.append(get(path))


# JSON Lines

serve("/lines", [1, "a", None, {"a": [1, 2]}])
serve("/lines-async", [1, "a"], is_async=True)
serve("/lines-models", ITEMS, Iterable[Item])
serve("/lines-iterator", ITEMS, Iterator[Item])
serve("/lines-generator", ITEMS, Generator[Item, None, None])
serve("/lines-async-iterable", ITEMS, AsyncIterable[Item], is_async=True)
serve("/lines-async-iterator", ITEMS, AsyncIterator[Item], is_async=True)
serve("/lines-async-generator", ITEMS, AsyncGenerator[Item, None], is_async=True)
serve("/lines-ints", ["1", 2], Iterable[int])
serve("/lines-any", [{"a": None}, Item(name="x")], Iterable[Any])
serve("/lines-untyped-models", [Item(name="a"), {"m": Item(name="b")}])
serve("/lines-list", [1], list[int])
serve("/lines-unions", [1, "a"], Iterable[Union[int, str]])
serve("/lines-moments", [datetime.date(2020, 1, 1)], Iterable[datetime.date])
serve("/lines-none", [])
serve("/lines-status", [1], status_code=202, response_description="Lines")
serve("/lines-filtered", ITEMS, Iterable[Item], response_model_exclude={"price"})
serve("/lines-unset", ITEMS, Iterable[Item], response_model_exclude_unset=True)
serve("/lines-by-name", ITEMS, Iterable[Item], response_model_by_alias=False)
serve("/lines-without-model", ITEMS, Iterable[Item], response_model=None)
serve("/lines-other-model", [1, "a"], Iterable[int], response_model=list[int])
serve("/lines-responses", [1], responses={200: {"description": "More"}, 404: {"model": Item}})


@app.get("/lines-parameters/{count}")
def lines_parameters(count: int, q: Annotated[str, Query(min_length=2)]) -> Iterable[str]:
    for number in range(count):
        yield f"{q}{number}"


@app.post("/lines-body")
async def lines_body(items: list[Item]) -> AsyncIterable[Item]:
    for item in items:
        yield item


REQUESTS += [
    get("/lines-parameters/2?q=ab"),
    get("/lines-parameters/x?q=a"),
    get("/lines-parameters/0?q=ab"),
    post("/lines-body", json=[{"name": "a"}, {"name": "b"}]),
    post("/lines-body", json=[{}]),
]

# Events

serve("/events", [1, "a", None, {"a": [1]}], response_class=EventSourceResponse)
serve("/events-async", ["a"], is_async=True, response_class=EventSourceResponse)
serve("/events-models", ITEMS, Iterable[Item], response_class=EventSourceResponse)
serve("/events-text", ["x\ny"], Iterable[str], response_class=EventSourceResponse)
serve("/events-status", [1], response_class=EventSourceResponse, status_code=201)
serve(
    "/events-whole",
    [
        ServerSentEvent(data={"a": 1}, event="kind", id="1", retry=0, comment="why\nnot"),
        ServerSentEvent(raw_data="one\ntwo\r\nthree\rfour\n"),
        ServerSentEvent(data="text"),
        ServerSentEvent(data=None),
        ServerSentEvent(raw_data=""),
        ServerSentEvent(comment="only"),
        ServerSentEvent(),
        ServerSentEvent(data=Item(name="a")),
        ServerSentEvent(data="line\u2028separator"),
        ServerSentEvent(event="e", id=""),
    ],
    response_class=EventSourceResponse,
)
serve(
    "/events-whole-typed",
    [ServerSentEvent(data=Item(name="é")), Item(name="é")],
    AsyncIterable[Item],
    is_async=True,
    response_class=EventSourceResponse,
)
serve(
    "/events-typed-whole",
    [ServerSentEvent(data=1)],
    Iterable[ServerSentEvent],
    response_class=EventSourceResponse,
)


@app.post("/events-resumed", response_class=EventSourceResponse)
async def events_resumed(last_event_id: Annotated[Optional[int], Header()] = None):
    for number in range((last_event_id or 0) + 1, 4):
        yield ServerSentEvent(data=number, id=str(number))


@app.get("/events-returned")
def events_returned():
    return EventSourceResponse(iter([b"data: a\n\n"]))


@app.get("/events-formatted")
def events_formatted():
    return [
        format_sse_event(data_str="a\nb", event="e", id="1", retry=3, comment="c").decode(),
        format_sse_event().decode(),
        format_sse_event(data_str="").decode(),
    ]


INVALID = [
    {"data": 1, "raw_data": "x"},
    {"event": "a\nb"},
    {"id": "a\rb"},
    {"id": "a\0"},
    {"retry": -1},
    {"retry": 1.5},
    {"event": 3},
]


@app.get("/events-invalid")
def events_invalid():
    refused = []
    for options in INVALID:
        try:
            ServerSentEvent(**options)
        except ValidationError:
            refused.append(options)
    return len(refused)


REQUESTS += [
    post("/events-resumed"),
    post("/events-resumed", headers={"last-event-id": "2"}),
    post("/events-resumed", headers={"last-event-id": "x"}),
    get("/events-returned"),
    get("/events-formatted"),
    get("/events-invalid"),
]

# Chunks


class Video(StreamingResponse):
    media_type = "video/x"


serve("/chunks", ["a", b"b"], response_class=StreamingResponse)
serve("/chunks-async", ["a", "é"], is_async=True, response_class=StreamingResponse)
serve("/chunks-video", [b"a"], response_class=Video)


@app.get("/returned")
def returned():
    async def chunks():
        yield "a"
        yield b"b"

    return StreamingResponse(chunks(), media_type="text/plain", headers={"x-a": "1"})


REQUESTS.append(get("/returned"))

# What stays open, and what goes wrong


def resource(name):
    def dependency():
        log.append(f"{name} in")
        try:
            yield name
        except BaseException as error:
            log.append(f"{name} {type(error).__name__}")
            raise
        finally:
            log.append(f"{name} out")

    return dependency


@app.get("/open")
def stays_open(tasks: BackgroundTasks, x: Annotated[str, Depends(resource("request"))]):
    tasks.add_task(log.append, "task")
    log.append("begins")
    yield x
    log.append("ends")


@app.get("/returned-open")
def returned_open(
    x: Annotated[str, Depends(resource("request"))],
    y: Annotated[str, Depends(resource("function"), scope="function")],
):
    def chunks():
        log.append("chunk")
        yield x

    return StreamingResponse(chunks())


def guards(token: str = ""):
    if not token:
        raise HTTPException(401, "no")


@app.get("/guarded", dependencies=[Depends(guards)])
def guarded():
    yield 1


router = APIRouter(prefix="/router")


@router.get("/lines")
async def router_lines(request: Request) -> AsyncIterable[str]:
    yield request.url.path


app.include_router(router)
REQUESTS += [
    get("/open"),
    get("/log", "after the stream"),
    get("/returned-open"),
    get("/log", "after the returned stream"),
    get("/guarded"),
    get("/guarded?token=t"),
    get("/router/lines"),
]


@app.get("/fails-late")
def fails_late() -> Iterable[int]:
    yield 1
    raise ValueError


@app.get("/fails-early")
def fails_early() -> Iterable[int]:
    raise HTTPException(409, "early")
    yield 1


@app.get("/fails-validation")
def fails_validation() -> Iterable[int]:
    yield 1
    yield "x"


REQUESTS += [get("/fails-late"), get("/fails-early"), get("/fails-validation")]

by_default = App(default_response_class=JSONResponse)


@by_default.get("/lines")
def default_lines() -> Iterable[int]:
    yield 1


MORE = {"by_default": (by_default, [get("/lines")])}

DECLARATIONS = Declarations()


def numbers():
    yield 1


@DECLARATIONS.refused_with(AssertionError)
def a_class_that_does_not_stream():
    App().get("/", response_class=HTMLResponse)(numbers)


@DECLARATIONS.refused_with(AssertionError)
def events_without_a_generator():
    App().get("/", response_class=EventSourceResponse)(lambda: PlainTextResponse("x"))
