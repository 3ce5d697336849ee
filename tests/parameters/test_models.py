"""Promises about models whose fields are parameters."""

from typing import Any, Generic, List, Optional, Set, TypeVar

import pytest
from pydantic import (
    AliasChoices,
    AliasPath,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    model_validator,
)
from typing_extensions import Annotated, Literal

from etude import Cookie, Depends, Etude, Header, Path, Query
from etude.exceptions import DeclarationError
from etude.testclient import TestClient

Item = TypeVar("Item")


class Page(BaseModel):
    limit: int = Field(10, gt=0)
    order: Literal["up", "down"] = "up"
    tags: List[str] = []


class ClosedPage(Page):
    model_config = ConfigDict(extra="forbid")


class OpenPage(Page):
    model_config = ConfigDict(extra="allow")


class Needy(BaseModel):
    limit: int
    tags: Optional[List[int]] = None


class ClosedNeedy(Needy):
    model_config = ConfigDict(extra="forbid")


class Named(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    alpha: int = Field(alias="A")
    beta: int = Field(2, validation_alias=AliasChoices("B1", "B2"))
    gamma: int = Field(3, validation_alias="G")


class Client(BaseModel):
    x_token: str
    x_tag: List[int] = []
    host_name: Optional[str] = Field(None, alias="X_Host")


class ClosedClient(Client):
    model_config = ConfigDict(extra="forbid")


class OpenClient(Client):
    model_config = ConfigDict(extra="allow")


class Session(BaseModel):
    session_id: str
    visits: int = 0
    marks: Set[str] = set()


class ClosedSession(Session):
    model_config = ConfigDict(extra="forbid")


class Place(BaseModel):
    row: int
    seat: str


class Inner(BaseModel):
    a: int


class Outer(BaseModel):
    inner: Inner


class Numbers(RootModel[List[int]]):
    pass


class Refusing(BaseModel):
    a: int = 1

    @model_validator(mode="after")
    def refuse(self):
        raise ValueError("never")


class Box(BaseModel, Generic[Item]):
    item: Item


def client_for(type_, *default, path="/"):
    if default:

        def read(m: type_ = default[0]):
            return m

    else:

        def read(m: type_):
            return m

    app = Etude()
    app.add_api_route(path, read)
    return TestClient(app)


def errors(response):
    assert response.status_code == 422, response.text
    return [
        (error["type"], ".".join(map(str, error["loc"])), error["input"])
        for error in response.json()["detail"]
    ]


def parameters(client):
    (item,) = client.app.openapi()["paths"].values()
    return item["get"].get("parameters", [])


# Query parameters


@pytest.mark.parametrize("declared", [(Annotated[Page, Query()],), (Page, Query())])
def test_each_field_is_one_parameter(declared):
    client = client_for(*declared)
    sent = "/?limit=1&limit=2&order=down&tags=a&tags=b&other=1"
    assert client.get(sent).json() == {"limit": 2, "order": "down", "tags": ["a", "b"]}
    assert client.get("/").json() == {"limit": 10, "order": "up", "tags": []}


def test_errors_are_located_without_the_argument():
    client = client_for(Annotated[Page, Query()])
    assert errors(client.get("/?limit=0&order=x")) == [
        ("greater_than", "query.limit", "0"),
        ("literal_error", "query.order", "x"),
    ]


def test_a_missing_field_shows_what_was_sent():
    client = client_for(Annotated[Needy, Query()])
    assert errors(client.get("/")) == [("missing", "query.limit", {})]
    assert errors(client.get("/?tags=x&a=1")) == [
        ("missing", "query.limit", {"tags": ["x"], "a": "1"}),
        ("int_parsing", "query.tags.0", "x"),
    ]


def test_a_closed_model_refuses_each_other_key():
    client = client_for(Annotated[ClosedPage, Query()])
    assert errors(client.get("/?a=1&b=2&b=3")) == [
        ("extra_forbidden", "query.a", "1"),
        ("extra_forbidden", "query.b", ["2", "3"]),
    ]


def test_an_open_model_keeps_each_other_key():
    client = client_for(Annotated[OpenPage, Query()])
    answer = client.get("/?a=1&b=2&b=3").json()
    assert (answer["a"], answer["b"]) == ("1", ["2", "3"])


def test_a_model_that_refuses_is_located_as_a_whole():
    client = client_for(Annotated[Refusing, Query()])
    assert errors(client.get("/")) == [("value_error", "query", {})]


def test_a_generic_model_is_a_model():
    assert client_for(Annotated[Box[int], Query()]).get("/?item=3").json() == {"item": 3}


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("A=1&B1=5&G=6", [1, 5, 6]),
        ("A=1&B2=5", [1, 5, 3]),
        ("alpha=1&beta=5&gamma=6", [1, 5, 6]),
        ("A=1&alpha=9&B2=5&B1=6", [1, 6, 3]),
    ],
)
def test_a_field_has_any_of_its_names(query, value):
    client = client_for(Annotated[Named, Query()])
    assert list(client.get(f"/?{query}").json().values()) == value


def test_errors_name_the_first_of_several_names():
    client = client_for(Annotated[Named, Query()])
    assert errors(client.get("/")) == [("missing", "query.A", {})]
    assert errors(client.get("/?A=1&B2=x")) == [("int_parsing", "query.B1", "x")]


def test_a_marker_in_a_model_names_its_field():
    class Marked(BaseModel):
        a: Annotated[str, Query(alias="zed", description="D")]

    client = client_for(Annotated[Marked, Query()])
    assert client.get("/?zed=1").json() == {"zed": "1"}
    (parameter,) = parameters(client)
    assert (parameter["name"], parameter["description"]) == ("zed", "D")


def test_a_path_of_aliases_takes_nothing_from_flat_parameters():
    class Deep(BaseModel):
        a: int = Field(1, validation_alias=AliasPath("k", 0))

    client = client_for(Annotated[Deep, Query()])
    assert client.get("/?k=3&a=4").json() == {"a": 1}


def test_what_is_no_flat_model_is_never_filled():
    client = client_for(Annotated[Outer, Query()])
    assert errors(client.get("/?inner=1")) == [("model_attributes_type", "query.inner", "1")]
    client = client_for(Annotated[Numbers, Query()])
    assert errors(client.get("/?root=1")) == [("list_type", "query", {"root": ["1"]})]


# Models that may be left out


def test_an_optional_model_is_none_when_none_of_its_fields_is_sent():
    client = client_for(Annotated[Optional[Needy], Query()], None)
    assert client.get("/").json() is None
    assert client.get("/?other=1").json() is None
    assert client.get("/?limit=1").json() == {"limit": 1, "tags": None}
    assert errors(client.get("/?tags=1")) == [("missing", "query.limit", {"tags": ["1"]})]


def test_an_optional_closed_model_still_refuses_what_it_does_not_know():
    client = client_for(Annotated[Optional[ClosedNeedy], Query()], None)
    assert client.get("/").json() is None
    assert errors(client.get("/?a=1")) == [
        ("missing", "query.limit", {"a": "1"}),
        ("extra_forbidden", "query.a", "1"),
    ]


def test_a_required_optional_model_is_missing_as_a_whole():
    client = client_for(Annotated[Optional[Needy], Query()])
    assert errors(client.get("/")) == [("missing", "query", None)]
    assert [row["required"] for row in parameters(client)] == [True, False]


@pytest.mark.parametrize(
    ("marker", "sent"),
    [(Header(), {"headers": {"limit": "1"}}), (Cookie(), {"headers": {"cookie": "limit=1"}})],
)
def test_models_of_headers_and_cookies_may_be_left_out_too(marker, sent):
    client = client_for(Annotated[Optional[Needy], marker], None)
    assert client.get("/").json() is None
    assert client.get("/", **sent).json()["limit"] == 1
    assert [row["required"] for row in parameters(client)] == [False, False]


# Models beside other parameters


@pytest.fixture
def neighbours():
    """A client of an operation with two closed models, a parameter, and those of a dependency."""
    app = Etude()

    def deep(page: Annotated[ClosedPage, Query()], deeper: int = 0):
        return [page, deeper]

    @app.get("/")
    def read(named: Annotated[Named, Query()], found: Annotated[list, Depends(deep)], own: int = 1):
        return [named, found, own]

    return TestClient(app)


def test_a_closed_model_allows_the_parameters_of_its_neighbours(neighbours):
    assert neighbours.get("/?A=1&B2=2&limit=3&own=4&deeper=5").json() == [
        {"A": 1, "beta": 2, "gamma": 3},
        [{"limit": 3, "order": "up", "tags": []}, 5],
        4,
    ]
    assert errors(neighbours.get("/?A=1&zz=2")) == [("extra_forbidden", "query.zz", "2")]


def test_errors_of_a_model_in_a_dependency_come_with_the_others(neighbours):
    assert errors(neighbours.get("/?limit=x&own=y")) == [
        ("int_parsing", "query.limit", "x"),
        ("missing", "query.A", {"limit": "x", "own": "y"}),
        ("int_parsing", "query.own", "y"),
    ]


def test_a_model_that_is_depended_on_is_called_with_its_fields():
    app = Etude()

    @app.get("/")
    def read(needy: Annotated[Needy, Depends()]):
        return needy

    client = TestClient(app)
    assert client.get("/?limit=1").json() == {"limit": 1, "tags": None}
    assert errors(client.get("/")) == [("missing", "query.limit", None)]


def test_a_parameter_that_is_declared_twice_is_missing_once():
    app = Etude()

    def dependency(needy: int):
        return needy

    @app.get("/")
    def read(needy: int, found: Annotated[int, Depends(dependency)]):
        return needy

    assert errors(TestClient(app).get("/")) == [("missing", "query.needy", None)]


# Headers


def test_underscores_of_fields_are_hyphens_of_headers():
    client = client_for(Annotated[Client, Header()])
    headers = [("X-Token", "t"), ("x-tag", "1"), ("x-tag", "2"), ("x_host", "h")]
    assert client.get("/", headers=headers).json() == {
        "x_token": "t",
        "x_tag": [1, 2],
        "X_Host": "h",
    }


def test_of_repeated_headers_the_first_one_counts():
    client = client_for(Annotated[Client, Header()])
    headers = [("x-token", "a"), ("x-token", "b")]
    assert client.get("/", headers=headers).json()["x_token"] == "a"


def test_errors_name_the_header_and_show_no_other_one():
    client = client_for(Annotated[Client, Header()])
    headers = [("authorization", "secret"), ("x-tag", "x"), ("x-other", "1")]
    assert errors(client.get("/", headers=headers)) == [
        ("missing", "header.x-token", {"x_tag": ["x"]}),
        ("int_parsing", "header.x-tag.0", "x"),
    ]


def test_underscores_stay_where_that_is_asked_for():
    client = client_for(Annotated[Client, Header(convert_underscores=False)])
    assert client.get("/", headers={"x_token": "t"}).json()["x_token"] == "t"
    assert errors(client.get("/", headers={"x-token": "t"})) == [("missing", "header.x_token", {})]


def test_a_closed_model_allows_what_clients_and_proxies_send_by_themselves():
    client = client_for(Annotated[ClosedClient, Header()])
    common = {"authorization": "a", "x-request-id": "1", "sec-fetch-mode": "cors", "if-match": "x"}
    assert client.get("/", headers={"x-token": "t", **common}).status_code == 200
    headers = {"x-token": "t", "x-more": "1", **common}
    assert errors(client.get("/", headers=headers)) == [("extra_forbidden", "header.x-more", "1")]


def test_an_open_model_keeps_other_headers():
    client = client_for(Annotated[OpenClient, Header()])
    answer = client.get("/", headers=[("x-token", "t"), ("x-more", "1"), ("x-more", "2")]).json()
    assert answer["x-more"] == ["1", "2"]
    assert "host" not in answer


def test_a_closed_header_model_allows_the_headers_of_its_neighbours():
    app = Etude()

    @app.get("/")
    def read(client: Annotated[ClosedClient, Header()], x_own: Annotated[str, Header()]):
        return x_own

    assert TestClient(app).get("/", headers={"x-token": "t", "x-own": "o"}).json() == "o"


# Cookies and paths


def test_cookies_fill_a_model():
    client = client_for(Annotated[Session, Cookie()])
    headers = {"cookie": 'session_id="a b"; visits=1; visits=2; marks=x; marks=y'}
    answer = client.get("/", headers=headers).json()
    assert (answer["session_id"], answer["visits"], sorted(answer["marks"])) == (
        "a b",
        2,
        ["x", "y"],
    )
    assert errors(client.get("/")) == [("missing", "cookie.session_id", {})]


def test_a_closed_model_refuses_other_cookies():
    client = client_for(Annotated[ClosedSession, Cookie()])
    response = client.get("/", headers={"cookie": "session_id=1; z=2"})
    assert errors(response) == [("extra_forbidden", "cookie.z", "2")]


def test_the_parts_of_a_path_fill_a_model():
    client = client_for(Annotated[Place, Path()], path="/{row}/{seat}")
    assert client.get("/3/b").json() == {"row": 3, "seat": "b"}
    assert errors(client.get("/x/b")) == [("int_parsing", "path.row", "x")]


@pytest.mark.parametrize("type_", [Place, Optional[Place], List[Place]])
def test_a_model_in_a_path_is_marked(type_):
    with pytest.raises(DeclarationError, match=r"path parameter `m` of the type"):
        client_for(type_, path="/{m}")


# The document


def test_the_fields_are_described_and_not_the_model():
    class Described(BaseModel):
        model_config = ConfigDict(title="Never shown")
        plain: int
        rich: int = Field(
            3, title="T", description="D", deprecated=True, examples=[4], json_schema_extra={"k": 1}
        )
        nothing: Optional[str] = None
        free: Any = None

    client = client_for(Annotated[Described, Query(title="no", description="no", alias="no")])
    described = {row["name"]: row for row in parameters(client)}
    assert described["plain"] == {
        "name": "plain",
        "in": "query",
        "required": True,
        "schema": {"type": "integer", "title": "Plain"},
    }
    rich = described["rich"]
    assert (rich["required"], rich["description"], rich["deprecated"]) == (False, "D", True)
    schema = rich["schema"]
    assert (schema["title"], schema["default"], schema["examples"]) == ("T", 3, [4])
    assert schema["k"] == 1
    assert described["nothing"]["schema"] == {
        "anyOf": [{"type": "string"}, {"type": "null"}],
        "title": "Nothing",
    }
    assert described["free"]["schema"] == {"title": "Free"}
    assert list(client.app.openapi()["components"]["schemas"]) == [
        "HTTPValidationError",
        "ValidationError",
    ]


def test_names_and_titles_come_from_aliases():
    client = client_for(Annotated[Named, Query()])
    assert [(row["name"], row["schema"]["title"]) for row in parameters(client)] == [
        ("A", "A"),
        ("B1", "B1"),
        ("G", "G"),
    ]


def test_titles_of_headers_have_no_hyphens():
    client = client_for(Annotated[Client, Header()])
    assert [(row["name"], row["schema"]["title"]) for row in parameters(client)] == [
        ("x-token", "X Token"),
        ("x-tag", "X Tag"),
        ("X_Host", "X Host"),
    ]


def test_a_model_may_be_left_out_of_the_document():
    client = client_for(Annotated[Needy, Query(include_in_schema=False)])
    assert parameters(client) == []
    assert client.get("/").status_code == 422
