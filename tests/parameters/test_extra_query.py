"""Promises about query parameters that nothing declares, where they are refused."""

from typing import Dict, List, Optional

import pytest
from pydantic import BaseModel, ConfigDict
from typing_extensions import Annotated

from etude import APIRouter, Depends, Etude, Query, Request
from etude.security import APIKeyHeader, APIKeyQuery
from etude.testclient import TestClient


class Page(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    number: int = Query(1, alias="page")


class OpenPage(Page):
    model_config = ConfigDict(extra="allow")


class ClosedPage(Page):
    model_config = ConfigDict(extra="forbid")


def answer_nothing():
    return {}


def client_of(endpoint, **options):
    app = Etude(forbid_extra_query=True)
    app.add_api_route("/", endpoint, **options)
    return TestClient(app, raise_server_exceptions=False)


def extra(response):
    assert response.status_code == 422, response.text
    return response.json()["detail"]


def error(name, value):
    message = "Extra inputs are not permitted"
    return {"type": "extra_forbidden", "loc": ["query", name], "msg": message, "input": value}


def test_what_nothing_declares_is_refused_as_pydantic_words_it():
    called = []

    def read(q: str = ""):
        called.append(q)

    client = client_of(read)
    assert client.get("/?q=a").status_code == 200
    response = client.get("/?q=a&Q=b&limit=1&limit=2&empty=")
    assert extra(response) == [error("Q", "b"), error("limit", ["1", "2"]), error("empty", "")]
    assert called == ["a"]


def test_an_operation_without_parameters_refuses_all():
    def read():
        return {}

    client = client_of(read)
    assert client.get("/").json() == {}
    assert extra(client.get("/?a=1")) == [error("a", "1")]
    assert "422" in client.app.openapi()["paths"]["/"]["get"]["responses"]


def test_by_default_what_nothing_declares_is_passed_over():
    app = Etude()
    app.add_api_route("/", answer_nothing)
    assert TestClient(app).get("/?a=1").json() == {}
    assert "422" not in app.openapi()["paths"]["/"]["get"]["responses"]


@pytest.mark.parametrize(
    ("app", "inclusion", "router", "operation", "is_refused"),
    [
        (True, None, None, None, True),
        (None, True, None, None, True),
        (None, None, True, None, True),
        (None, None, None, True, True),
        (True, None, None, False, False),
        (True, None, False, None, False),
        (True, False, None, None, False),
        (False, None, True, None, True),
        (None, True, False, None, False),
        (None, None, False, True, True),
    ],
)
def test_the_nearest_switch_counts(app, inclusion, router, operation, is_refused):
    application = Etude(forbid_extra_query=app)
    inner = APIRouter(forbid_extra_query=router)
    inner.add_api_route("/", answer_nothing, forbid_extra_query=operation)
    application.include_router(inner, forbid_extra_query=inclusion)
    assert TestClient(application).get("/?a=1").status_code == (422 if is_refused else 200)


def test_names_of_dependencies_models_and_aliases_are_known():
    def limited(limit: int = 1, ids: Annotated[List[int], Query(explode=False)] = ()):
        return [limit, ids]

    def read(
        page: Annotated[Page, Query()],
        limits: Annotated[list, Depends(limited)],
        where: Annotated[Optional[Dict[str, str]], Query(style="deepObject")] = None,
    ):
        return [page.number, limits, where]

    client = client_of(read)
    text = "limit=2&ids=1,2&page=3&where[a]=b"
    assert client.get("/?" + text).json() == [3, [2, [1, 2]], {"a": "b"}]
    assert client.get("/?number=3").json()[0] == 3
    assert extra(client.get("/?ids[0]=1&other[a]=1&where.a=1")) == [
        error("ids[0]", "1"),
        error("other[a]", "1"),
        error("where.a", "1"),
    ]


def test_an_api_key_in_the_query_is_known_also_where_it_is_overridden():
    by_query = APIKeyQuery(name="api_key")

    def user(
        key: Annotated[str, Depends(by_query)],
        other: Annotated[str, Depends(APIKeyHeader(name="other", auto_error=False))],
    ):
        return key

    def read(key: Annotated[str, Depends(user)]):
        return key

    client = client_of(read)
    assert client.get("/?api_key=k").json() == "k"
    assert client.get("/?other=k").status_code == 401
    assert extra(client.get("/?api_key=k&other=k")) == [error("other", "k")]
    client.app.dependency_overrides[by_query] = lambda: "o"
    assert client.get("/?api_key=k").json() == "o"


def test_a_model_that_keeps_what_else_is_sent_declares_everything():
    def read(page: Annotated[OpenPage, Query()]):
        return page

    assert client_of(read).get("/?page=1&a=2").json() == {"page": 1, "a": "2"}


def test_a_closed_model_and_the_switch_say_it_once():
    def read(page: Annotated[ClosedPage, Query()]):
        return page

    assert extra(client_of(read).get("/?a=2")) == [error("a", "2")]


def test_other_errors_are_reported_beside():
    def read(q: int, request: Request):
        pass

    found = extra(client_of(read).get("/?q=a&b=1"))
    assert [each["type"] for each in found] == ["int_parsing", "extra_forbidden"]


def test_an_answer_names_no_more_than_a_hundred():
    text = "&".join(f"n{number}=" for number in range(10_000)).encode()
    app = client_of(answer_nothing).app

    async def with_query(scope, receive, send):
        await app({**scope, "query_string": text}, receive, send)

    assert len(extra(TestClient(with_query).get("/"))) == 100
