"""Promises about classes of routes and the handlers that they wrap."""

import gzip

import pytest
from typing_extensions import Annotated

from etude import APIRouter, Body, Depends, Etude, HTTPException, Request
from etude.exceptions import RequestValidationError
from etude.routing import APIRoute
from etude.testclient import TestClient


class Marked(APIRoute):
    """A route whose answers say which class made them."""

    def get_route_handler(self):
        handle = super().get_route_handler()

        async def handle_and_mark(request: Request):
            response = await handle(request)
            response.headers["x-class"] = type(self).__name__
            return response

        return handle_and_mark


class Other(Marked):
    pass


def class_of(app, path):
    return TestClient(app).get(path).headers.get("x-class")


def test_each_router_makes_routes_of_its_class_and_inclusion_changes_none():
    outer, inner, plain = APIRouter(route_class=Marked), APIRouter(route_class=Other), APIRouter()
    outer.add_api_route("/outer", lambda: 1)
    inner.add_api_route("/inner", lambda: 1)
    plain.add_api_route("/plain", lambda: 1)
    outer.include_router(inner)
    outer.include_router(plain)
    app = Etude()
    app.router.route_class = Other
    app.include_router(outer)
    assert [class_of(app, path) for path in ("/outer", "/inner", "/plain")] == [
        *("Marked", "Other", None),
    ]


def test_the_class_of_an_application_holds_for_what_is_declared_afterwards():
    app = Etude()
    app.add_api_route("/before", lambda: 1)
    app.router.route_class = Marked
    app.add_api_route("/after", lambda: 1)
    app.router.add_api_route("/one", lambda: 1, route_class_override=Other)
    assert [class_of(app, path) for path in ("/before", "/after", "/one")] == [
        *(None, "Marked", "Other"),
    ]


def test_a_handler_is_made_once_for_each_inclusion_and_not_for_each_request():
    made = []

    class Noting(APIRoute):
        def get_route_handler(self):
            made.append(self.path)
            return super().get_route_handler()

    router = APIRouter(route_class=Noting)
    router.add_api_route("/x", lambda: 1)
    app = Etude()
    for prefix in ("/a", "/b"):
        app.include_router(router, prefix=prefix)
    client = TestClient(app)
    for path in ("/a/x", "/a/x", "/b/x", "/b/x"):
        assert client.get(path).status_code == 200
    assert [path for path in made if path != "/x"] == ["/a/x", "/b/x"]


class Unzipping(APIRoute):
    """A route that takes compressed bodies."""

    def get_route_handler(self):
        handle = super().get_route_handler()

        async def unzip(request: Request):
            return await handle(Unzipped(request.scope, request.receive))

        return unzip


class Unzipped(Request):
    async def body(self):
        body = await super().body()
        return gzip.decompress(body) if "gzip" in self.headers.getlist("content-encoding") else body


def test_a_request_of_another_class_changes_what_is_parsed():
    router = APIRouter(route_class=Unzipping)

    @router.post("/")
    def total(numbers: Annotated[list, Body()], request: Request):
        return [sum(numbers), type(request).__name__]

    app = Etude()
    app.include_router(router)
    client = TestClient(app)
    headers = {"content-encoding": "gzip", "content-type": "application/json"}
    zipped = client.post("/", content=gzip.compress(b"[1, 2]"), headers=headers)
    assert zipped.json() == [3, "Unzipped"]
    assert client.post("/", json=[1, 3]).json() == [4, "Unzipped"]


class Explaining(APIRoute):
    """A route that answers what does not fit with what was sent."""

    def get_route_handler(self):
        handle = super().get_route_handler()

        async def explain(request: Request):
            try:
                return await handle(request)
            except RequestValidationError as error:
                sent = (await request.body()).decode()
                raise HTTPException(400, {"sent": sent, "count": len(error.errors())}) from error

        return explain


def test_a_wrapper_sees_what_is_wrong_and_can_still_read_the_body():
    app = Etude()
    app.router.route_class = Explaining

    @app.post("/")
    def create(number: Annotated[int, Body()]):
        return number

    client = TestClient(app)
    response = client.post("/", json="x")
    assert response.status_code == 400
    assert response.json() == {"detail": {"sent": '"x"', "count": 1}}


@pytest.mark.parametrize("scope", ["function", "request"])
def test_dependencies_that_yield_are_closed_around_a_wrapper(scope):
    seen = []

    class Noting(APIRoute):
        def get_route_handler(self):
            handle = super().get_route_handler()

            async def note(request: Request):
                seen.append("wrapper in")
                response = await handle(request)
                seen.append("wrapper out")
                return response

            return note

    def dependency():
        seen.append("in")
        yield
        seen.append("out")

    app = Etude()
    app.router.route_class = Noting
    app.add_api_route("/", lambda: None, dependencies=[Depends(dependency, scope=scope)])
    assert TestClient(app).get("/").status_code == 200
    ends = {"function": ["out", "wrapper out"], "request": ["wrapper out", "out"]}
    assert seen == ["wrapper in", "in", *ends[scope]]


def test_a_wrapped_operation_follows_overrides():
    def original():
        return "original"

    app = Etude()
    app.router.route_class = Marked

    @app.get("/")
    def read(value: Annotated[str, Depends(original)]):
        return value

    app.dependency_overrides[original] = lambda: "replacement"
    response = TestClient(app).get("/")
    assert (response.json(), response.headers["x-class"]) == ("replacement", "Marked")
