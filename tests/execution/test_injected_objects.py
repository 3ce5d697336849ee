"""Promises about objects of the request that an argument asks for by its type."""

import pytest
import starlette.background
from starlette.responses import PlainTextResponse
from typing_extensions import Annotated

from etude import BackgroundTasks, Depends, Etude, HTTPException, Request, Response
from etude.requests import HTTPConnection
from etude.responses import JSONResponse
from etude.testclient import TestClient


def get(app, path="/", **options):
    return TestClient(app).get(path, **options)


class OwnRequest(Request):
    pass


@pytest.mark.parametrize("type_", [Request, HTTPConnection, OwnRequest, Annotated[Request, "x"]])
def test_the_request_is_handed_over(type_):
    app = Etude()

    @app.get("/{x}")
    def read(request: type_, other: Request, q: int = 1):
        return [request.url.path, request.path_params, request is other, request.app.title, q]

    assert get(app, "/a").json() == ["/a", {"x": "a"}, True, "Etude", 1]
    parameters = app.openapi()["paths"]["/{x}"]["get"]["parameters"]
    assert [parameter["name"] for parameter in parameters] == ["x", "q"]


def test_a_request_is_handed_over_in_spite_of_a_default():
    app = Etude()

    @app.get("/")
    def read(request: Request = None):
        return request.method

    assert get(app).json() == "GET"


def test_all_callables_of_a_request_get_the_same_objects():
    app = Etude()

    def keep(request: Request, response: Response, tasks: BackgroundTasks):
        return [request, response, tasks]

    @app.get("/")
    def read(
        kept: Annotated[list, Depends(keep)],
        request: Request,
        response: Response,
        tasks: BackgroundTasks,
    ):
        return [kept[0] is request, kept[1] is response, kept[2] is tasks]

    assert get(app).json() == [True, True, True]


# The response


def test_headers_cookies_and_status_of_the_injected_response_go_to_the_answer():
    app = Etude()

    def first(response: Response):
        response.headers["x-who"] = "dependency"
        response.set_cookie("a", "1")
        response.status_code = 418

    @app.get("/", dependencies=[Depends(first)])
    def read(response: Response):
        response.headers["x-who"] = "endpoint"
        response.set_cookie("b", "2")
        response.status_code = 202
        return {"a": 1}

    answer = get(app)
    assert (answer.status_code, answer.json()) == (202, {"a": 1})
    assert answer.headers["x-who"] == "endpoint"
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-length"] == "7"
    assert dict(answer.cookies) == {"a": "1", "b": "2"}


def test_without_a_status_the_declared_one_holds():
    app = Etude()

    @app.get("/", status_code=201)
    def read(response: Response):
        response.status_code = 202
        response.status_code = None

    assert get(app).status_code == 201


def test_a_status_without_a_body_empties_the_answer():
    app = Etude()

    @app.get("/")
    def read(response: Response):
        response.status_code = 204
        return {"a": 1}

    answer = get(app)
    assert (answer.status_code, answer.content) == (204, b"")
    assert "content-length" not in answer.headers


def test_the_value_is_still_filtered_by_its_model():
    app = Etude()

    @app.get("/", response_model=int)
    def read(response: Response):
        response.headers["x-a"] = "1"
        return "3"

    answer = get(app)
    assert (answer.json(), answer.headers["x-a"]) == (3, "1")


def test_an_injected_content_type_replaces_the_own_one_and_a_length_is_ignored(exchange):
    app = Etude()

    @app.get("/")
    async def read(response: Response):
        response.headers["content-type"] = "application/vnd.x+json"
        response.headers["content-length"] = "999"
        return 1

    headers = exchange(app).headers
    assert headers.count((b"content-type", b"application/vnd.x+json")) == 1
    assert headers.count((b"content-length", b"1")) == 1
    assert len(headers) == 2


def test_headers_are_added_to_a_response_that_the_endpoint_returns():
    app = Etude()

    @app.get("/")
    def read(response: Response):
        response.headers["x-own"] = "injected"
        response.headers["x-other"] = "injected"
        response.set_cookie("b", "2")
        returned = PlainTextResponse("text", headers={"x-own": "returned"}, status_code=202)
        returned.set_cookie("a", "1")
        return returned

    answer = get(app)
    assert (answer.status_code, answer.text) == (202, "text")
    assert (answer.headers["x-own"], answer.headers["x-other"]) == ("returned", "injected")
    assert dict(answer.cookies) == {"a": "1", "b": "2"}


def test_the_injected_response_itself_may_be_returned():
    app = Etude()

    @app.get("/", status_code=202)
    def read(response: Response):
        response.headers["x-a"] = "1"
        return response

    answer = get(app)
    assert (answer.status_code, answer.headers["x-a"], answer.content) == (202, "1", b"")


def test_two_arguments_of_the_same_type_get_the_same_response():
    app = Etude()

    @app.get("/")
    def read(a: Response, b: Response, c: JSONResponse):
        return [a is b, b is c]

    assert get(app).json() == [True, True]


def test_an_exception_leaves_the_injected_headers_behind():
    app = Etude()

    @app.get("/")
    def read(response: Response):
        response.headers["x-a"] = "1"
        raise HTTPException(404)

    assert "x-a" not in get(app).headers


# Background tasks


@pytest.mark.parametrize("type_", [BackgroundTasks, starlette.background.BackgroundTasks])
def test_tasks_run_in_order_after_the_answer(type_, exchange):
    app, events = Etude(), []

    async def wait(name):
        events.append(name)

    def early(tasks: type_):
        tasks.add_task(events.append, "dependency")

    @app.get("/", dependencies=[Depends(early)])
    async def read(tasks: type_):
        tasks.add_task(wait, name="endpoint")
        events.append("called")
        return 1

    answer = exchange(app)
    assert answer.body == b"1"
    assert events == ["called", "dependency", "endpoint"]


def test_tasks_of_the_returned_response_run_before_the_injected_ones():
    app, events = Etude(), []

    @app.get("/")
    def read(tasks: BackgroundTasks):
        tasks.add_task(events.append, "injected")
        own = starlette.background.BackgroundTask(events.append, "own")
        return PlainTextResponse("x", background=own)

    get(app)
    assert events == ["own", "injected"]


def test_a_task_that_fails_ends_the_list_and_keeps_the_answer():
    app, events = Etude(), []

    def fail():
        raise KeyError("task")

    @app.get("/")
    def read(tasks: BackgroundTasks):
        tasks.add_task(fail)
        tasks.add_task(events.append, "never")
        return 1

    with pytest.raises(KeyError, match="task"):
        get(app)
    answer = TestClient(app, raise_server_exceptions=False).get("/")
    assert (answer.status_code, answer.json(), events) == (200, 1, [])


def test_tasks_do_not_run_where_an_exception_answers():
    app, events = Etude(), []

    @app.get("/")
    def read(tasks: BackgroundTasks):
        tasks.add_task(events.append, "never")
        raise HTTPException(404)

    assert get(app).status_code == 404
    assert events == []


def test_a_response_that_is_returned_again_and_again_stays_as_it_is():
    app, shared, done = Etude(), Response("shared"), []

    @app.get("/")
    def read(response: Response, tasks: BackgroundTasks):
        response.headers["x-number"] = str(len(done))
        tasks.add_task(done.append, len(done))
        return shared

    client = TestClient(app)
    assert [client.get("/").headers["x-number"] for _ in range(3)] == ["0", "1", "2"]
    assert done == [0, 1, 2]
    assert shared.background is None
    assert "x-number" not in shared.headers
