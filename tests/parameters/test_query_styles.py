"""Promises about lists and objects in a query (OpenAPI 3.1, `style` and `explode`)."""

from typing import Any, Dict, List, Optional, Set, Union

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import Annotated

from etude import Cookie, Depends, Etude, Form, Header, Path, Query
from etude.dependencies.utils import request_params_to_args
from etude.exceptions import DeclarationError
from etude.testclient import TestClient


class Range(BaseModel):
    gte: int = 0
    lte: Optional[int] = None


class Filter(BaseModel):
    name: str = ""
    tags: List[str] = []
    price: Optional[Range] = None


class Search(BaseModel):
    ids: Annotated[List[int], Query(explode=False)] = []
    colours: List[str] = Query([], style="pipeDelimited", title="Colours")
    filter: Annotated[Optional[Filter], Query(style="deepObject"), Field(description="d")] = None
    page: int = 1


class ClosedSearch(Search):
    model_config = ConfigDict(extra="forbid")


class ClosedPage(BaseModel):
    model_config = ConfigDict(extra="forbid")

    page: int = 1


def client_of(type_, *default):
    app = Etude()

    def read(q: type_ = default[0] if default else ...):
        return q

    app.add_api_route("/", read)
    return TestClient(app)


def errors(response):
    assert response.status_code == 422, response.text
    return [(each["type"], each["loc"], each["input"]) for each in response.json()["detail"]]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"explode": False}, "q=1,2,3"),
        ({"explode": False}, "q=1%2C2%2C3"),
        ({"style": "form", "explode": False}, "q=1,2&q=3"),
        ({"style": "spaceDelimited"}, "q=1%202%203"),
        ({"style": "spaceDelimited"}, "q=1+2+3"),
        ({"style": "pipeDelimited", "explode": False}, "q=1|2|3"),
        ({"style": "form"}, "q=1&q=2&q=3"),
        ({"explode": True}, "q=1&q=2&q=3"),
    ],
)
def test_a_list_is_written_as_its_style_says(options, text):
    client = client_of(Annotated[List[int], Query(**options)])
    assert client.get("/?" + text).json() == [1, 2, 3]
    assert client_of(List[int], Query(**options)).get("/?" + text).json() == [1, 2, 3]


def test_an_empty_text_is_an_empty_list_and_none_is_the_default():
    client = client_of(Annotated[List[str], Query(explode=False)], ["d"])
    assert client.get("/?q=").json() == []
    assert client.get("/").json() == ["d"]
    assert client.get("/?q=,a").json() == ["", "a"]
    client = client_of(Annotated[Set[int], Query(explode=False)])
    assert client.get("/?q=1,1").json() == [1]
    assert errors(client.get("/")) == [("missing", ["query", "q"], None)]
    assert errors(client.get("/?q=1,a")) == [("int_parsing", ["query", "q", 1], "a")]


def test_an_object_may_be_written_as_names_and_values_in_turn():
    client = client_of(Annotated[Dict[str, int], Query(explode=False)])
    assert client.get("/?q=R,100,G,200").json() == {"R": 100, "G": 200}
    assert client.get("/?q=").json() == {}
    assert errors(client.get("/?q=R,100,G")) == [("dict_type", ["query", "q"], "R,100,G")]
    client = client_of(Annotated[Range, Query(style="pipeDelimited")])
    assert client.get("/?q=gte|1|lte|2").json() == {"gte": 1, "lte": 2}
    assert errors(client.get("/?q=gte|a")) == [("int_parsing", ["query", "q", "gte"], "a")]


def test_a_deep_object_has_its_keys_in_brackets():
    client = client_of(Annotated[Filter, Query(style="deepObject")])
    text = "q[name]=a&q[tags]=b&q[tags]=c&q%5Bprice%5D%5Bgte%5D=1&q.name=z&name=z"
    assert client.get("/?" + text).json() == {
        "name": "a",
        "tags": ["b", "c"],
        "price": {"gte": 1, "lte": None},
    }
    assert errors(client.get("/")) == [("missing", ["query", "q"], None)]
    assert errors(client.get("/?q[price][gte]=a")) == [
        ("int_parsing", ["query", "q", "price", "gte"], "a")
    ]
    assert client_of(Annotated[Dict[str, str], Query(style="deepObject")]).get(
        "/?q[__proto__]=1&q[a.b]="
    ).json() == {"__proto__": "1", "a.b": ""}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("q=1", ("model_type", "1")),
        ("q=1&q[name]=a", ("model_type", "1")),
        ('q={"name":"a"}', ("model_type", '{"name":"a"}')),
        ("q[tags][a]=1", ("list_type", {"a": "1"})),
        ("q[name][a]=1", ("string_type", {"a": "1"})),
        ("q[]=1", ("model_type", "1")),
    ],
)
def test_contradictions_are_errors(text, error):
    client = client_of(Annotated[Filter, Query(style="deepObject")])
    ((type_, _, value),) = errors(client.get("/?" + text))
    assert (type_, value) == error


def test_deep_names_are_refused():
    client = client_of(Annotated[Dict[str, Any], Query(style="deepObject")])
    assert client.get("/?q" + "[a]" * 32 + "=1").status_code == 200
    assert client.get("/?q" + "[a]" * 33 + "=1").status_code == 400
    assert client.get("/?q" + "[" * 10_000 + "=1").status_code == 422


def test_many_names_are_read():
    client = client_of(Annotated[Dict[str, int], Query(style="deepObject")])
    app = client.app
    text = "&".join(f"q[{number}]={number}" for number in range(100_000))
    scope_query = text.encode()

    async def with_query(scope, receive, send):
        await app({**scope, "query_string": scope_query}, receive, send)

    assert len(TestClient(with_query).get("/").json()) == 100_000


# Models whose fields are parameters


@pytest.mark.parametrize("model", [Search, ClosedSearch])
def test_the_fields_of_a_model_have_styles_too(model):
    client = client_of(Annotated[model, Query()])
    text = "ids=1,2&colours=r|g&filter[name]=a&filter[price][lte]=2&page=3"
    assert client.get("/?" + text).json() == {
        "ids": [1, 2],
        "colours": ["r", "g"],
        "filter": {"name": "a", "tags": [], "price": {"gte": 0, "lte": 2}},
        "page": 3,
    }
    assert client.get("/").json()["filter"] is None
    assert errors(client.get("/?ids=a")) == [("int_parsing", ["query", "ids", 0], "a")]


def test_a_closed_model_refuses_only_what_nobody_takes():
    app = Etude()

    def find(filter: Annotated[Optional[Filter], Query(style="deepObject")] = None):
        return filter and filter.name

    @app.get("/")
    def read(page: Annotated[ClosedPage, Query()], name: Annotated[str, Depends(find)]):
        return [page.page, name]

    client = TestClient(app)
    assert client.get("/?page=2&filter[name]=a").json() == [2, "a"]
    assert errors(client.get("/?other[name]=a")) == [
        ("extra_forbidden", ["query", "other[name]"], "a")
    ]


def test_a_style_counts_in_the_query_only():
    class Headers(BaseModel):
        ids: Annotated[List[int], Query(explode=False)] = []

    client = client_of(Annotated[Headers, Header()])
    assert client.get("/", headers=[("ids", "1"), ("ids", "2")]).json() == {"ids": [1, 2]}
    (parameter,) = client.app.openapi()["paths"]["/"]["get"]["parameters"]
    assert "style" not in parameter


def test_a_parameter_keeps_its_alias():
    client = client_of(Annotated[List[int], Query(alias="the-ids", explode=False)])
    assert client.get("/?the-ids=1,2").json() == [1, 2]
    client = client_of(Annotated[Filter, Query(alias="f", style="deepObject")])
    assert client.get("/?f[name]=a").json()["name"] == "a"


def test_packages_that_solve_parameters_read_styles_too():
    app = Etude()

    @app.get("/")
    def read(
        ids: Annotated[List[int], Query(explode=False)],
        filter: Annotated[Filter, Query(style="deepObject")],
    ):
        pass

    (route,) = (route for route in app.routes if route.path == "/")
    received = {"ids": "1,2", "filter[name]": "a"}
    values, found = request_params_to_args(route.dependant.query_params, received)
    assert (values["ids"], values["filter"].name, found) == ([1, 2], "a", [])


# The document


def test_styles_are_documented():
    client = client_of(Annotated[Search, Query()])
    described = client.app.openapi()["paths"]["/"]["get"]["parameters"]
    found = {each["name"]: (each.get("style"), each.get("explode")) for each in described}
    assert found == {
        "ids": ("form", False),
        "colours": ("pipeDelimited", False),
        "filter": ("deepObject", True),
        "page": (None, None),
    }
    client = client_of(Annotated[Filter, Query(style="deepObject")])
    assert client.app.openapi()["paths"]["/"]["get"]["parameters"] == [
        {
            "name": "q",
            "in": "query",
            "required": True,
            "schema": {"$ref": "#/components/schemas/Filter"},
            "style": "deepObject",
            "explode": True,
        }
    ]
    assert client.app.openapi()["components"]["schemas"].keys() >= {"Filter", "Range"}


# Mistakes


@pytest.mark.parametrize(
    ("type_", "options", "message"),
    [
        (List[int], {"style": "comma"}, "style 'comma'.*Use one of form, spaceDelimited"),
        (List[int], {"style": "pipeDelimited", "explode": True}, "explode=True.*Remove `explode`"),
        (Filter, {"style": "deepObject", "explode": False}, "explode=False.*Remove `explode`"),
        (List[int], {"style": "deepObject"}, "'deepObject'.*a model or a dict"),
        (str, {"style": "deepObject"}, "'deepObject'.*a model or a dict"),
        (int, {"explode": False}, "style 'form'.*a list of plain values"),
        (Any, {"explode": False}, "style 'form'.*a list of plain values"),
        (List[Filter], {"explode": False}, "style 'form'.*a list of plain values"),
    ],
)
def test_a_style_that_does_not_fit_is_refused(type_, options, message):
    class Model(BaseModel):
        q: type_ = Query(**options)

    for declared in (Annotated[type_, Query(**options)], Annotated[Model, Query()]):

        def read(q: declared):
            pass

        with pytest.raises(DeclarationError, match=f"read.*`q`.*{message}"):
            Etude().add_api_route("/", read)


@pytest.mark.parametrize("marker", [Path, Header, Cookie, Form])
def test_only_a_query_has_a_style(marker):
    with pytest.raises(TypeError, match="style"):
        marker(style="form")


def test_a_union_with_a_list_is_a_list():
    client = client_of(Annotated[Union[List[int], None], Query(explode=False)], None)
    assert client.get("/?q=1,2").json() == [1, 2]


@settings(deadline=None)
@given(st.dictionaries(st.text("ab.0", min_size=1), st.text("ab[],. &=%", max_size=5), min_size=1))
def test_a_deep_object_is_read_as_it_was_written(values):
    sent = {f"q[{name}]": value for name, value in values.items()}
    assert ECHO.get("/", params=sent).json() == values


ECHO = client_of(Annotated[Dict[str, str], Query(style="deepObject")])
