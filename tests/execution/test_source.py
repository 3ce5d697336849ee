"""The functions that are written for one operation do what their rows say, and can be read."""

from __future__ import annotations

import traceback
from typing import Any, AsyncIterator, Dict, List

import pytest
from typing_extensions import Annotated

from etude import Depends, Etude, Header, Query
from etude._execution.source import Source, expression_of
from etude.testclient import TestClient

INNER_NAMES = (
    *(
        "context",
        "errors",
        "values",
        "error",
        "found",
        "arguments",
        "parsed",
        "result",
        "generator",
    ),
    *("scope", "receive", "send", "body", "headers", "call", "validate", "read", "written"),
)
"""Names that stand in written functions themselves, before or without a number."""


def doubling() -> Source:
    source = Source()
    source.add(f"return number * {source.name(2, 'factor')}")
    return source


def test_a_function_is_made_of_its_lines_and_the_values_that_they_name() -> None:
    assert doubling().function("def written(number)")(21) == 42


def test_functions_with_one_text_share_their_code_and_not_their_values() -> None:
    tripling = Source()
    tripling.add(f"return number * {tripling.name(3, 'factor')}")
    double, triple = (each.function("def written(number)") for each in (doubling(), tripling))
    assert double.__code__ is triple.__code__
    assert (double(1), triple(1)) == (2, 3)


def test_values_of_one_kind_have_names_of_their_own() -> None:
    source = Source()
    assert source.name("a", "value") != source.name("a", "value")


def test_a_traceback_shows_the_line() -> None:
    source = Source()
    source.add("first = 1", "return first / number")
    divide = source.function("def written(number)")
    with pytest.raises(ZeroDivisionError) as caught:
        divide(0)
    frame = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert (frame.name, frame.line) == ("written", "return first / number")


@pytest.mark.parametrize(
    ("arguments", "expression"),
    [
        ({}, "make1()"),
        ({"a": "x_0", "b": "result_2"}, "make1(a=x_0, b=result_2)"),
        ({"a": "x_0", "cached 1": "y_0"}, "make1(**{'a': x_0, 'cached 1': y_0})"),
        ({"class": "x_0"}, "make1(**{'class': x_0})"),
        ({"größe": "x_0"}, "make1(**{'größe': x_0})"),
    ],
)
def test_arguments_may_have_any_name(arguments: Dict[str, str], expression: str) -> None:
    assert expression_of("make1", arguments) == expression


@pytest.mark.parametrize("name", [*INNER_NAMES, "größe"])
def test_a_parameter_may_be_called_as_something_in_the_function(name: str) -> None:
    names: Dict[str, Any] = {"Annotated": Annotated, "Depends": Depends, "Query": Query}
    exec(
        f"async def inner({name}: Annotated[int, Query(alias='q')] = 1): return {name}\n"
        f"async def outer({name}: Annotated[int, Depends(inner)]): yield {name} + 1\n"
        f"async def endpoint({name}: Annotated[int, Depends(outer)],"
        f" {name}_0: Annotated[str, Query(alias='r')]): return [{name}, {name}_0]\n",
        names,
    )
    app = Etude()
    app.get("/")(names["endpoint"])
    client = TestClient(app)
    assert client.get("/?q=4&r=x").json() == [5, "x"]
    assert len(client.get("/?q=x").json()["detail"]) == 2


def test_what_an_endpoint_raises_has_a_readable_traceback() -> None:
    app = Etude()

    async def find_user() -> str:
        return "ada"

    @app.get("/")
    async def read(user: str = Depends(find_user), limit: int = 1) -> None:
        raise KeyError(user)

    with pytest.raises(KeyError) as caught:
        TestClient(app).get("/")
    frames = traceback.extract_tb(caught.value.__traceback__)
    assert frames[-1].name == "read"
    assert frames[-2].name == "written"
    assert frames[-2].line is not None
    assert frames[-2].line.endswith("(limit=limit_1, user=result_0)")


def test_a_slot_may_be_any_text() -> None:
    app = Etude()

    @app.get("/")
    async def read(
        quoted: Annotated[str, Query(alias='it\'s "{}"\\n')],
        first: Annotated[List[str], Header()],
    ) -> List[Any]:
        return [quoted, first]

    name = 'it\'s "{}"\\n'
    answer = TestClient(app).get("/", params={name: "x"}, headers=[("first", "1"), ("first", "2")])
    assert answer.json() == ["x", ["1", "2"]]


def test_of_repeated_headers_the_first_counts() -> None:
    app = Etude()

    @app.get("/")
    async def read(
        x_size: Annotated[int, Header()], x_name: Annotated[str, Header()] = "-"
    ) -> List[Any]:
        return [x_size, x_name]

    headers = [("x-size", "1"), ("X-Size", "2"), ("x-name", "a")]
    assert TestClient(app).get("/", headers=headers).json() == [1, "a"]


def test_one_dependency_that_does_not_fit_does_not_keep_others_from_running() -> None:
    app, made = Etude(), []

    async def wrong(limit: int) -> int:
        raise AssertionError("its argument is wrong")

    async def above(limit: int = Depends(wrong)) -> int:
        raise AssertionError("what it depends on was not called")

    async def right(size: int = 2) -> AsyncIterator[int]:
        made.append(size)
        yield size

    @app.get("/")
    async def read(c: int, a: int = Depends(above), b: int = Depends(right)) -> None:
        raise AssertionError("its arguments are wrong")

    detail = TestClient(app).get("/?limit=x&c=y").json()["detail"]
    assert [error["loc"] for error in detail] == [["query", "limit"], ["query", "c"]]
    assert made == [2]
