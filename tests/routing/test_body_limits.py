"""Promises about the greatest size of a request's body."""

import asyncio

import pytest
from starlette.routing import Route

from etude import APIRouter, Depends, Etude, Request
from etude.responses import PlainTextResponse
from etude.routing import APIRoute
from etude.testclient import TestClient

TOO_LARGE = {"detail": "Content Too Large"}


async def measure(request: Request):
    return len(await request.body())


async def ignore():
    return "ignored"


def post(app, path, size, announced=True):
    """Send a body of a size, in pieces of one byte where its size is not announced."""
    content = b"x" * size if announced else (b"x" for _ in range(size))
    return TestClient(app).post(path, content=content)


@pytest.fixture(params=[True, False], ids=["announced", "in pieces"])
def announced(request):
    return request.param


@pytest.mark.parametrize(("size", "status"), [(0, 200), (10, 200), (11, 413)])
def test_a_body_may_be_as_large_as_the_limit_and_no_larger(announced, size, status):
    app = Etude(max_body_size=10)
    app.add_api_route("/", measure, methods=["POST"])
    answer = post(app, "/", size, announced)
    assert answer.status_code == status
    assert answer.json() == (size if status == 200 else TOO_LARGE)


def test_a_limit_of_nothing_allows_only_an_empty_body(announced):
    app = Etude(max_body_size=0)
    app.add_api_route("/", measure, methods=["POST"])
    assert post(app, "/", 0).json() == 0
    assert post(app, "/", 1, announced).status_code == 413


def test_without_a_limit_a_body_may_have_any_size(announced):
    app = Etude(max_body_size=None)
    app.add_api_route("/", measure, methods=["POST"])
    assert post(app, "/", 5000, announced).json() == 5000


def test_handlers_see_a_body_that_is_too_large(announced):
    app = Etude(max_body_size=1)
    app.add_api_route("/", measure, methods=["POST"])

    @app.exception_handler(413)
    def handle(request, error):
        return PlainTextResponse(f"handled: {error.detail}", 413)

    assert post(app, "/", 2, announced).text == "handled: Content Too Large"


def test_a_body_that_is_announced_too_large_is_refused_before_anything_runs():
    ran = []
    app = Etude(max_body_size=1, dependencies=[Depends(lambda: ran.append("dependency"))])
    app.add_api_route("/", lambda: ran.append("endpoint"), methods=["POST"])
    assert post(app, "/", 2).status_code == 413
    assert ran == []


def test_a_parsed_body_counts_too(announced):
    app = Etude(max_body_size=10)

    @app.post("/")
    def read(items: dict):
        return items

    assert post(app, "/", 11, announced).json() == TOO_LARGE


@pytest.mark.parametrize("path", ["/none", "/docs", "/low", "/listed", "/there/"])
def test_the_limit_of_the_application_holds_for_everything_in_it(path):
    low = Route("/listed", lambda request: PlainTextResponse("listed"), methods=["POST"])
    app = Etude(max_body_size=10, routes=[low])
    app.add_route("/low", lambda request: PlainTextResponse("low"), methods=["POST"])
    app.add_api_route("/there", ignore, methods=["POST"])
    assert post(app, path, 11).json() == TOO_LARGE
    assert post(app, path, 10).status_code != 413


def test_a_low_level_endpoint_reads_no_more_than_the_limit(announced):
    async def read(request):
        return PlainTextResponse(str(len(await request.body())))

    app = Etude(max_body_size=10)
    app.add_route("/", read, methods=["POST"])
    assert post(app, "/", 10, announced).text == "10"
    assert post(app, "/", 11, announced).json() == TOO_LARGE


def test_the_innermost_limit_counts_be_it_smaller_or_larger(announced):
    router = APIRouter(max_body_size=3)
    router.add_api_route("/router", measure, methods=["POST"])
    router.add_api_route("/operation", measure, methods=["POST"], max_body_size=100)
    plain = APIRouter()
    plain.add_api_route("/inclusion", measure, methods=["POST"])
    app = Etude(max_body_size=10)
    app.include_router(router)
    app.include_router(plain, max_body_size=5)
    app.add_api_route("/app", measure, methods=["POST"])
    limits = {"/router": 3, "/operation": 100, "/inclusion": 5, "/app": 10}
    for path, limit in limits.items():
        assert post(app, path, limit, announced).json() == limit
        assert post(app, path, limit + 1, announced).json() == TOO_LARGE


def test_an_operation_can_have_the_only_limit(announced):
    app = Etude()
    app.add_api_route("/", measure, methods=["POST"], max_body_size=2)
    app.add_api_route("/other", measure, methods=["POST"])
    assert post(app, "/", 3, announced).json() == TOO_LARGE
    assert post(app, "/other", 3, announced).json() == 3


def test_a_limit_holds_for_a_route_class_of_ones_own(announced):
    class OwnRoute(APIRoute):
        def get_route_handler(self):
            handle = super().get_route_handler()

            async def wrapped(request):
                return await handle(Request(request.scope, request.receive))

            return wrapped

    app = Etude()
    app.router.add_api_route(
        "/", measure, methods=["POST"], max_body_size=2, route_class_override=OwnRoute
    )
    assert post(app, "/", 2, announced).json() == 2
    assert post(app, "/", 3, announced).json() == TOO_LARGE


def test_a_mounted_application_has_its_own_limit_or_else_the_outer_one(announced):
    app = Etude(max_body_size=10)
    for name, limit in (("own", 20), ("none", None)):
        mounted = Etude(max_body_size=limit)
        mounted.add_api_route("/", measure, methods=["POST"])
        app.mount(f"/{name}", mounted)
    assert post(app, "/own/", 20, announced).json() == 20
    assert post(app, "/own/", 21, announced).json() == TOO_LARGE
    assert post(app, "/none/", 10, announced).json() == 10
    assert post(app, "/none/", 11, announced).json() == TOO_LARGE
    assert post(app, "/none/missing", 11).json() == TOO_LARGE


async def ignoring(scope, receive, send):
    await PlainTextResponse("ignored")(scope, receive, send)


def test_what_is_mounted_and_ignores_the_body_is_below_the_limit_too():
    called = []
    app, mounted, generous = Etude(max_body_size=10), Etude(), Etude(max_body_size=20)
    mounted.add_api_route("/", lambda: called.append("endpoint"), methods=["POST"])
    mounted.add_api_route("/own", lambda: "own", methods=["POST"], max_body_size=20)
    generous.add_api_route("/", lambda: "generous", methods=["POST"])
    app.mount("/mounted", mounted)
    app.mount("/generous", generous)
    app.mount("/bare", ignoring)
    for path in ("/mounted/", "/bare/"):
        assert post(app, path, 11).json() == TOO_LARGE
        assert post(app, path, 10).status_code == 200
    assert called == ["endpoint"]
    assert post(app, "/mounted/own", 20).json() == "own"
    assert post(app, "/generous/", 20).json() == "generous"
    assert post(app, "/generous/", 21).json() == TOO_LARGE


def test_middleware_reads_no_more_than_the_limit_of_the_application(announced):
    app = Etude(max_body_size=10)
    app.add_api_route("/", ignore, methods=["POST"], max_body_size=100)

    @app.middleware("http")
    async def read_first(request, call_next):
        await request.body()
        return await call_next(request)

    assert post(app, "/", 10, announced).json() == "ignored"
    assert post(app, "/", 11, announced).json() == TOO_LARGE


def test_middleware_does_not_hide_the_limit_from_what_is_inside(announced):
    app = Etude(max_body_size=10)
    app.add_api_route("/", measure, methods=["POST"])
    mounted = Etude()
    mounted.add_api_route("/", measure, methods=["POST"])
    app.mount("/mounted", mounted)

    @app.middleware("http")
    async def pass_on(request, call_next):
        return await call_next(request)

    for path in ("/", "/mounted/"):
        assert post(app, path, 10, announced).json() == 10
        assert post(app, path, 11, announced).json() == TOO_LARGE


def test_without_a_handler_a_body_that_middleware_finds_too_large_is_a_server_error():
    app = Etude(max_body_size=1)
    app.exception_handlers.clear()

    @app.middleware("http")
    async def read_first(request, call_next):
        await request.body()

    client = TestClient(app, raise_server_exceptions=False)
    assert client.post("/", content=b"xx").text == "Internal Server Error"


def test_an_answer_that_began_is_not_changed_by_a_body_that_is_too_large(exchange):
    app = Etude(max_body_size=1)

    async def begin(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await receive()

    app.mount("/", begin)
    with pytest.raises(RuntimeError, match="response already started"):
        exchange(app, messages=[{"type": "http.request", "body": b"xx"}], method="POST")


@pytest.mark.parametrize("length", [b"abc", b"-5", b"", b"\xb2"])
def test_a_length_that_is_no_number_announces_nothing(exchange, length):
    app = Etude(max_body_size=1)
    app.add_api_route("/", measure, methods=["POST"])
    headers = [(b"host", b"testserver"), (b"content-length", length)]

    def send(body):
        messages = [{"type": "http.request", "body": body}]
        return exchange(app, method="POST", headers=headers, messages=messages)

    assert send(b"x").status == 200
    assert send(b"xx").status == 413


def test_a_length_of_absurdly_many_digits_is_too_large(exchange):
    app = Etude(max_body_size=1)
    app.add_api_route("/", ignore, methods=["POST"])
    headers = [(b"content-length", b"9" * 10_000)]
    assert exchange(app, method="POST", headers=headers).status == 413


def test_other_errors_while_a_limited_body_is_read_stay_what_they_are():
    app = Etude(max_body_size=1)
    app.add_api_route("/", measure, methods=["POST"])
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "query_string": b"",
        "headers": [],
    }

    async def receive():
        raise ConnectionError("gone")

    async def send(message):
        pass

    with pytest.raises(ConnectionError, match="gone"):
        asyncio.run(app(scope, receive, send))


def test_a_limit_leaves_websockets_and_lifespans_alone():
    async def echo(websocket):
        await websocket.accept()
        await websocket.send_text(await websocket.receive_text())
        await websocket.close()

    app = Etude(max_body_size=0)
    app.router.add_websocket_route("/", echo)
    with TestClient(app) as client, client.websocket_connect("/") as websocket:
        websocket.send_text("more than nothing")
        assert websocket.receive_text() == "more than nothing"


@pytest.mark.parametrize("value", [-1, "1", 1.0, True])
@pytest.mark.parametrize(
    "declare",
    [
        lambda value: Etude(max_body_size=value),
        lambda value: APIRouter(max_body_size=value),
        lambda value: Etude().include_router(APIRouter(), max_body_size=value),
        lambda value: Etude().get("/", max_body_size=value)(ignore),
        lambda value: APIRoute("/", ignore, max_body_size=value),
    ],
    ids=["application", "router", "inclusion", "operation", "route"],
)
def test_a_limit_that_is_no_number_of_bytes_is_refused(declare, value):
    with pytest.raises(ValueError, match="Give a number of bytes, an integer from 0 on, or None"):
        declare(value)


def test_a_limit_is_an_attribute_of_what_has_it():
    app = Etude(max_body_size=1)
    app.add_api_route("/", ignore, max_body_size=2)
    assert (app.max_body_size, app.routes[-1].max_body_size) == (1, 2)
    assert APIRouter(max_body_size=3).max_body_size == 3
    assert APIRouter().max_body_size is Etude().max_body_size is None
