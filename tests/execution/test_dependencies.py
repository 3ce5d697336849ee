"""Promises about dependencies."""

import functools
from dataclasses import dataclass
from typing import List, Optional

import pytest
from pydantic import BaseModel
from typing_extensions import Annotated

from etude import Depends, Etude, Header, HTTPException, Path, Query, Request, Response
from etude.background import BackgroundTasks
from etude.testclient import TestClient


class Paging:
    def __init__(self, skip: int = 0, limit: int = 10):
        self.skip, self.limit = skip, limit


@dataclass
class Sorting:
    by: str
    down: bool = False


class Checker:
    def __init__(self, wanted):
        self.wanted = wanted

    def __call__(self, q: str = ""):
        return self.wanted in q

    async def wait(self, q: str = ""):
        return [self.wanted, q]

    @classmethod
    def make(cls, q: str = ""):
        return f"{cls.__name__} {q}"

    @staticmethod
    def still(q: str = ""):
        return f"still {q}"


def plain(q: str = ""):
    return f"plain {q}"


async def awaited(q: str = ""):
    return f"awaited {q}"


@functools.wraps(awaited)
def wrapped(*args, **kwargs):
    return awaited(*args, **kwargs)


def client_for(dependency):
    app = Etude()

    @app.get("/")
    def read(value: Annotated[object, Depends(dependency)]):
        return value

    return TestClient(app)


@pytest.mark.parametrize(
    ("dependency", "value"),
    [
        (plain, "plain x"),
        (awaited, "awaited x"),
        (wrapped, "awaited x"),
        (lambda q: f"lambda {q}", "lambda x"),
        (Checker("x"), True),
        (Checker("x").wait, ["x", "x"]),
        (Checker.make, "Checker x"),
        (Checker.still, "still x"),
        (functools.partial(plain), "plain x"),
        (functools.partial(awaited, q="bound"), "awaited x"),
        (functools.partial(lambda a, q: [a, q], "first"), ["first", "x"]),
    ],
)
def test_any_callable_can_be_a_dependency(dependency, value):
    assert client_for(dependency).get("/?q=x").json() == value


def test_a_bound_keyword_is_a_default():
    assert client_for(functools.partial(plain, q="bound")).get("/").json() == "plain bound"


def test_a_class_is_called_with_its_parameters():
    app = Etude()

    @app.get("/")
    def read(
        paging: Annotated[Paging, Depends()],
        sorting: Annotated[Sorting, Depends()],
    ):
        return [paging.skip, paging.limit, sorting.by, sorting.down]

    client = TestClient(app)
    assert client.get("/?limit=3&by=name&down=yes").json() == [0, 3, "name", True]
    assert client.get("/").json()["detail"][0]["loc"] == ["query", "by"]


def test_the_annotated_class_is_the_dependency_in_the_place_of_a_default_too():
    app = Etude()

    @app.get("/")
    def read(paging: Paging = Depends()):  # noqa: B008
        return paging.limit

    assert TestClient(app).get("/?limit=3").json() == 3


def test_a_result_is_not_converted_to_the_annotated_type():
    app = Etude()

    @app.get("/")
    def read(value: int = Depends(lambda: "text")):
        return value

    assert TestClient(app).get("/").json() == "text"


def test_even_a_type_that_is_injected_may_come_from_a_dependency():
    app = Etude()

    @app.get("/")
    def read(
        request: Annotated[Request, Depends(lambda: "mine")],
        response: Annotated[Response, Depends(lambda: "too")],
    ):
        return [request, response]

    assert TestClient(app).get("/").json() == ["mine", "too"]


def test_dependencies_take_what_endpoints_take():
    app = Etude()

    def everything(
        item: int,
        q: str,
        x_token: Annotated[str, Header()],
        request: Request,
        response: Response,
        tasks: BackgroundTasks,
    ):
        response.headers["x-made"] = "yes"
        return [item, q, x_token, request.method]

    @app.get("/{item}")
    def read(values: Annotated[list, Depends(everything)]):
        return values

    response = TestClient(app).get("/3?q=a", headers={"x-token": "t"})
    assert response.json() == [3, "a", "t", "GET"]
    assert response.headers["x-made"] == "yes"


def test_an_argument_named_like_a_part_of_the_path_is_still_a_dependency():
    app = Etude()

    @app.get("/{item}")
    def read(item: Annotated[str, Depends(lambda: "dependency")]):
        return item

    assert TestClient(app).get("/path").json() == "dependency"


def test_a_parameter_is_converted_for_each_that_declares_it():
    app = Etude()

    @app.get("/")
    def read(q: int, text: Annotated[str, Depends(plain)]):
        return [q, text]

    assert TestClient(app).get("/?q=3").json() == [3, "plain 3"]


# Order and cache


def test_dependencies_run_in_the_order_of_the_signature_and_sub_dependencies_first():
    app, calls = Etude(), []

    def note(name, *needs):
        def dependency():
            calls.append(name)

        for index, need in enumerate(needs):
            dependency = _needing(dependency, f"need_{index}", need)
        return dependency

    def _needing(function, name, need):
        def dependency(value: Annotated[None, Depends(need)]):
            function()

        return dependency

    @app.get("/", dependencies=[Depends(note("listed")), Depends(note("second"))])
    def read(
        a: Annotated[None, Depends(note("outer", note("inner")))],
        b: Annotated[None, Depends(note("last"))],
    ):
        calls.append("endpoint")

    TestClient(app).get("/")
    assert calls == ["listed", "second", "inner", "outer", "last", "endpoint"]


def counting():
    """Return a dependency that counts its calls."""
    calls: List[int] = []

    def count():
        calls.append(1)
        return len(calls)

    return count


def test_a_dependency_runs_once_per_request():
    app, count = Etude(), counting()

    def deeper(number: Annotated[int, Depends(count)]):
        return number

    @app.get("/", dependencies=[Depends(count)])
    def read(
        a: Annotated[int, Depends(count)],
        b: Annotated[int, Depends(deeper)],
        c: Annotated[int, Depends(count)],
    ):
        return [a, b, c]

    client = TestClient(app)
    assert client.get("/").json() == [1, 1, 1]
    assert client.get("/").json() == [2, 2, 2]


def test_a_dependency_without_cache_runs_again_and_changes_no_cached_value():
    app, count = Etude(), counting()

    @app.get("/")
    def read(
        a: Annotated[int, Depends(count)],
        b: Annotated[int, Depends(count, use_cache=False)],
        c: Annotated[int, Depends(count)],
        d: Annotated[int, Depends(count, use_cache=False)],
    ):
        return [a, b, c, d]

    assert TestClient(app).get("/").json() == [1, 2, 1, 3]


def test_the_first_call_without_cache_fills_it():
    app, count = Etude(), counting()

    @app.get("/")
    def read(
        a: Annotated[int, Depends(count, use_cache=False)],
        b: Annotated[int, Depends(count)],
    ):
        return [a, b]

    assert TestClient(app).get("/").json() == [1, 1]


def test_a_listed_dependency_without_cache_runs_again():
    app, count = Etude(), counting()

    @app.get("/", dependencies=[Depends(count), Depends(count, use_cache=False)])
    def read(number: Annotated[int, Depends(count)]):
        return number

    client = TestClient(app)
    assert [client.get("/").json(), client.get("/").json()] == [1, 3]


def test_bound_methods_of_one_object_are_one_dependency():
    class Counter:
        calls = 0

        def count(self):
            self.calls += 1
            return self.calls

    app, counter = Etude(), Counter()

    @app.get("/")
    def read(a: Annotated[int, Depends(counter.count)], b: Annotated[int, Depends(counter.count)]):
        return [a, b]

    assert TestClient(app).get("/").json() == [1, 1]


def test_an_object_that_cannot_be_hashed_can_be_a_dependency():
    class Unhashable:
        __hash__ = None
        calls = 0

        def __call__(self):
            self.calls += 1
            return self.calls

    app, dependency = Etude(), Unhashable()

    @app.get("/")
    def read(a: Annotated[int, Depends(dependency)], b: Annotated[int, Depends(dependency)]):
        return [a, b]

    assert TestClient(app).get("/").json() == [1, 1]


# Errors


def test_errors_of_all_calls_are_reported_in_the_order_of_their_calls():
    app = Etude()

    def inner(inner: int):
        pass

    def outer(outer: Annotated[int, Header()], value: Annotated[None, Depends(inner)]):
        pass

    class Item(BaseModel):
        name: str

    @app.post("/{path}")
    def read(
        item: Item,
        header: Annotated[int, Header()],
        query: int,
        path: int,
        value: Annotated[None, Depends(outer)],
    ):
        pass

    response = TestClient(app).post("/x", json={})
    assert [error["loc"] for error in response.json()["detail"]] == [
        ["query", "inner"],
        ["header", "outer"],
        ["path", "path"],
        ["query", "query"],
        ["header", "header"],
        ["body", "name"],
    ]


def test_a_call_with_wrong_arguments_is_left_out_and_its_siblings_run():
    app, calls = Etude(), []

    def inner():
        calls.append("inner")

    def wrong(q: int, value: Annotated[None, Depends(inner)]):
        calls.append("wrong")

    def needs_wrong(value: Annotated[None, Depends(wrong)]):
        calls.append("needs wrong")

    def sibling():
        calls.append("sibling")

    @app.get("/")
    def read(a: Annotated[None, Depends(needs_wrong)], b: Annotated[None, Depends(sibling)]):
        calls.append("endpoint")

    assert TestClient(app).get("/?q=x").status_code == 422
    assert calls == ["inner", "sibling"]


def test_a_listed_dependency_that_fails_keeps_the_endpoint_from_running():
    app, calls = Etude(), []

    def check(token: Annotated[str, Query()]):
        calls.append("check")

    @app.get("/", dependencies=[Depends(check)])
    def read():
        calls.append("endpoint")

    assert TestClient(app).get("/").status_code == 422
    assert calls == []


def test_equal_errors_are_reported_once():
    app = Etude()

    @app.get("/")
    def read(
        q: int,
        a: Annotated[None, Depends(lambda q: None)],
        b: Annotated[None, Depends(lambda q: None)],
    ):
        pass

    assert len(TestClient(app).get("/").json()["detail"]) == 1


def test_an_exception_ends_the_walk_and_wins_over_errors_already_found():
    app, calls = Etude(), []

    def wrong(q: int):
        pass

    def refuse():
        raise HTTPException(401)

    @app.get("/")
    def read(
        a: Annotated[None, Depends(wrong)],
        b: Annotated[None, Depends(refuse)],
        c: Annotated[None, Depends(lambda: calls.append("later"))],
    ):
        pass

    assert TestClient(app).get("/").status_code == 401
    assert calls == []


def test_dependencies_do_not_run_where_no_operation_answers():
    app, calls = Etude(dependencies=[Depends(lambda: calls.append(1))]), []
    app.add_api_route("/x", lambda: 1)
    client = TestClient(app)
    for path in ("/none", "/docs", "/openapi.json"):
        client.get(path)
    assert client.post("/x").status_code == 405
    assert calls == []


def test_a_path_parameter_is_known_to_every_dependency():
    app = Etude()

    def name(item: Annotated[str, Path(max_length=3)], optional: Optional[int] = None):
        return item

    @app.get("/{item}")
    def read(value: Annotated[str, Depends(name)]):
        return value

    client = TestClient(app)
    assert client.get("/abc").json() == "abc"
    assert client.get("/abcd").status_code == 422
