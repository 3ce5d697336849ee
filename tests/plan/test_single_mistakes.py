"""Promises about mistakes that no request could make good."""

import collections.abc
from typing import Callable, Dict, Generator, List, Optional, Union

import pytest
from pydantic import BaseModel
from typing_extensions import Annotated

from etude import APIRouter, Body, Depends, Etude, Query
from etude.exceptions import DeclarationError
from etude.routing import APIWebSocketRoute
from etude.testclient import TestClient


def nothing():
    return None


def in_include():
    Etude().include_router(APIRouter(), dependencies=Depends(nothing))


@pytest.mark.parametrize(
    "declare",
    [
        lambda: Etude(dependencies=Depends(nothing)),
        lambda: APIRouter(dependencies=Depends(nothing)),
        in_include,
        lambda: Etude().get("/", dependencies=Depends(nothing))(nothing),
        lambda: Etude().websocket("/", dependencies=Depends(nothing))(nothing),
        lambda: APIWebSocketRoute("/", nothing, dependencies=Depends(nothing)),
    ],
)
def test_a_single_dependency_in_the_place_of_a_list_is_refused(declare):
    with pytest.raises(DeclarationError, match=r"Give a list, also of one: \[Depends\(function\)"):
        declare()


@pytest.mark.parametrize(
    "type_",
    [
        Callable,
        Callable[[int], int],
        collections.abc.Callable,
        Optional[Callable[[], int]],
        Generator[int, None, None],
    ],
)
@pytest.mark.parametrize("marker", [Query(), Body()])
def test_a_type_that_no_request_holds_is_refused(type_, marker):
    def read(value):
        return value

    read.__annotations__["value"] = Annotated[type_, marker]
    with pytest.raises(DeclarationError, match=r"`value` of the type .* no request can hold"):
        Etude().post("/")(read)


class Tree(BaseModel):
    below: Optional["Tree"] = None


class Item(BaseModel):
    a: int = 1


class Other(BaseModel):
    b: int = 2


def posting(first, second):
    """A client of an operation that takes the body under one name with two types."""
    app = Etude()

    def dependency(item):
        return item

    dependency.__annotations__["item"] = first

    def endpoint(item, same=Depends(dependency)):  # noqa: B008
        return [item, same]

    endpoint.__annotations__["item"] = second
    app.post("/")(endpoint)
    return TestClient(app)


@pytest.mark.parametrize(
    ("first", "second", "kinds"),
    [
        (Item, List[int], "array and object"),
        (List[Tree], Item, "array and object"),
        (Dict[str, int], Annotated[str, Body()], "object and string"),
        (List[int], Annotated[int, Body()], "array and number"),
        (Annotated[Item, Body(embed=True)], Annotated[List[int], Body(embed=True)], "array and"),
    ],
)
def test_one_body_of_two_kinds_of_json_is_refused(first, second, kinds):
    with pytest.raises(DeclarationError, match=f"take `item` from the body as two .* {kinds}"):
        posting(first, second)


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        (Item, Item, [{"a": 5}, {"a": 5}]),
        (Dict[str, int], Item, [{"a": 5}, {"a": 5}]),
        (Other, Item, [{"a": 5}, {"b": 2}]),
        (Union[List[int], Item], Item, [{"a": 5}, {"a": 5}]),
    ],
)
def test_one_body_may_be_understood_in_two_ways(first, second, answer):
    assert posting(first, second).post("/", json={"a": 5}).json() == answer


def test_one_body_may_be_a_number_and_a_text():
    client = posting(Annotated[int, Body()], Annotated[str, Body()])
    assert client.post("/", json="5").json() == ["5", 5]
