"""Promises about iterables, and about models with a default."""

from typing import Dict, Iterable, Optional

import pytest
from pydantic import BaseModel, Field
from typing_extensions import Annotated

from etude import Body, Cookie, Etude, Form, Header, Query
from etude.testclient import TestClient


def client_of(annotation, default=...):
    app = Etude()

    def read(value=default):
        return value

    if default is ...:
        read.__defaults__ = None
    read.__annotations__["value"] = annotation
    app.post("/")(read)
    return TestClient(app)


@pytest.mark.parametrize("type_", [Iterable[int], Optional[Iterable[int]]])
def test_an_iterable_is_a_list_that_was_validated(type_):
    client = client_of(Annotated[type_, Query()])
    assert client.post("/?value=1&value=2").json() == [1, 2]
    (error,) = client.post("/?value=1&value=x").json()["detail"]
    assert (error["type"], error["loc"]) == ("int_parsing", ["query", "value", 1])


def test_an_iterable_in_a_body_is_a_list_that_was_validated():
    client = client_of(Annotated[Iterable[int], Body()])
    assert client.post("/", json=[1, 2]).json() == [1, 2]
    assert client.post("/", json=["x"]).status_code == 422


def test_an_iterable_of_anything_is_a_list_of_texts():
    assert client_of(Annotated[Iterable, Query()]).post("/?value=1").json() == ["1"]


def test_other_members_of_a_union_stay_as_they_are():
    client = client_of(Annotated[Optional[Dict[str, int]], Body()])
    assert client.post("/", json={"a": 1}).json() == {"a": 1}


class Page(BaseModel):
    limit: int = Field(10, alias="max")
    skip: int = 0
    word: str


DEFAULT = Page(max=7, word="all")


@pytest.mark.parametrize("marker", [Query(), Header(), Cookie(), Form()])
def test_a_default_model_is_used_where_nothing_was_sent(marker):
    client = client_of(Annotated[Page, marker], DEFAULT)
    assert client.post("/").json() == {"max": 7, "skip": 0, "word": "all"}


def test_a_default_model_is_not_used_where_something_was_sent():
    client = client_of(Annotated[Page, Query()], DEFAULT)
    assert client.post("/?word=a").json() == {"max": 10, "skip": 0, "word": "a"}
    (error,) = client.post("/?skip=3").json()["detail"]
    assert (error["type"], error["loc"]) == ("missing", ["query", "word"])


def test_each_request_has_a_default_model_of_its_own():
    app = Etude()

    @app.get("/")
    def read(page: Annotated[Page, Query()] = DEFAULT):
        page.skip += 1
        return page.skip

    client = TestClient(app)
    assert [client.get("/").json() for _ in range(2)] == [1, 1]


def test_the_values_of_a_default_model_are_documented():
    client = client_of(Annotated[Page, Query()], DEFAULT)
    parameters = client.app.openapi()["paths"]["/"]["post"]["parameters"]
    shown = {
        parameter["name"]: (parameter["required"], parameter["schema"]["default"])
        for parameter in parameters
    }
    assert shown == {"max": (False, 7), "skip": (False, 0), "word": (False, "all")}
