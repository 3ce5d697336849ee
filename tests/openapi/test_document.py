"""Promises about the whole OpenAPI document."""

import functools
import warnings
from enum import Enum

import pytest
from pydantic import BaseModel, ValidationError
from starlette.responses import PlainTextResponse

from etude import APIRouter, Etude, Request
from etude.exceptions import DeclarationError
from etude.openapi.utils import METHODS_WITH_BODY, REF_PREFIX, get_openapi
from etude.testclient import TestClient


class Item(BaseModel):
    name: str


def app_with(path="/items", endpoint=lambda: None, **options):
    app = Etude()
    app.add_api_route(path, endpoint, **options)
    return app


def operation(app, path="/items", method="get"):
    return app.openapi()["paths"][path][method]


def test_an_empty_application_has_the_shortest_document():
    assert Etude().openapi() == {
        "openapi": "3.1.0",
        "info": {"title": "Etude", "version": "0.1.0"},
        "paths": {},
    }


def test_everything_about_the_service_is_in_the_order_of_the_standard():
    app = Etude(
        title="T",
        summary="S",
        description="D",
        version="1",
        terms_of_service="http://t.example",
        contact={"name": "n", "url": "http://c.example", "x-more": 1},
        license_info={"name": "MIT", "identifier": "MIT"},
        openapi_tags=[{"name": "b", "description": "d"}, {"name": "a"}],
        servers=[{"url": "https://s.example", "description": "x"}],
        openapi_external_docs={"description": "e", "url": "http://e.example"},
    )

    @app.post("/", tags=["b"])
    def create(item: Item):
        pass

    document = app.openapi()
    assert list(document) == [
        "openapi",
        "info",
        "servers",
        "paths",
        "components",
        "tags",
        "externalDocs",
    ]
    assert list(document["info"]) == [
        "title",
        "summary",
        "description",
        "termsOfService",
        "contact",
        "license",
        "version",
    ]
    assert document["info"]["contact"] == {
        "name": "n",
        "url": "http://c.example/",
        "x-more": 1,
    }
    assert document["info"]["license"] == {"name": "MIT", "identifier": "MIT"}
    assert document["tags"] == [{"name": "b", "description": "d"}, {"name": "a"}]
    assert document["servers"] == [{"url": "https://s.example", "description": "x"}]
    assert document["externalDocs"] == {"description": "e", "url": "http://e.example/"}


@pytest.mark.parametrize(
    ("options", "name", "problem"),
    [
        ({"contact": {"url": "no url"}}, "contact", "url: "),
        ({"license_info": {"url": "http://l.example"}}, "license_info", "name: "),
        (
            {"license_info": {"name": "L", "identifier": "MIT", "url": "http://l.example"}},
            "license_info",
            "one of the two",
        ),
        ({"openapi_tags": [{"name": "a"}, {"description": "b"}]}, "openapi_tags", "name: "),
        ({"openapi_tags": ["a"]}, "openapi_tags", "it: "),
        ({"servers": [{"description": "no url"}]}, "servers", "url: "),
        ({"openapi_external_docs": {"url": "no url"}}, "openapi_external_docs", "url: "),
    ],
)
def test_what_is_wrong_about_the_service_is_refused_when_the_application_is_made(
    options, name, problem
):
    with pytest.raises(DeclarationError) as caught:
        Etude(**options)
    assert str(caught.value).startswith(f"{name} of Etude() has ")
    assert problem in str(caught.value)


def test_an_application_without_a_document_may_say_anything_about_itself():
    assert Etude(openapi_url=None, contact={"url": "no url"}).contact == {"url": "no url"}


def test_get_openapi_refuses_what_is_wrong_about_the_service():
    with pytest.raises(ValidationError):
        get_openapi(title="t", version="v", routes=[], contact={"url": "no url"})


@pytest.mark.parametrize("method", ["QUERY", "CONNECT", "FOO"])
def test_a_method_that_openapi_does_not_know_is_documented_as_an_extension(method):
    app = Etude()
    app.add_api_route("/x", lambda: 1, methods=[method, "GET"])
    assert sorted(app.openapi()["paths"]["/x"]) == ["get", f"x-{method.lower()}"]


def test_only_operations_that_are_to_be_shown_are_shown():
    app = Etude()
    app.add_api_route("/hidden", lambda: 1, include_in_schema=False)
    app.add_route("/plain", lambda request: PlainTextResponse("x"))
    app.mount("/sub", Etude())
    assert app.openapi()["paths"] == {}


def test_get_openapi_makes_a_document_of_routes():
    router = APIRouter()
    router.add_api_route("/a", lambda: None, name="a")
    hooks = APIRouter()
    hooks.add_api_route("new-item", lambda: None, name="hook", methods=["POST"])
    document = get_openapi(title="T", version="1", routes=router.routes, webhooks=hooks.routes)
    assert list(document) == ["openapi", "info", "paths", "webhooks"]
    assert document["webhooks"]["new-item"]["post"]["operationId"] == "hooknew_item_post"
    with pytest.raises(TypeError):
        get_openapi("T", "1")
    assert REF_PREFIX == "#/components/schemas/"
    assert "OPTIONS" not in METHODS_WITH_BODY


# Serving and caching


def test_the_document_is_served_as_json():
    app = app_with()
    response = TestClient(app).get("/openapi.json")
    assert response.headers["content-type"] == "application/json"
    assert response.json() == app.openapi()


def test_the_document_is_made_once_and_again_when_routes_were_added():
    app = app_with()
    document = app.openapi()
    assert app.openapi() is document
    assert app.openapi_schema is document
    app.add_api_route("/later", lambda: None)
    assert list(app.openapi()["paths"]) == ["/items", "/later"]


def test_a_new_title_counts_once_the_document_is_made_anew():
    app = Etude()
    app.openapi()
    app.title = "New"
    assert app.openapi()["info"]["title"] == "Etude"
    app.openapi_schema = None
    assert app.openapi()["info"]["title"] == "New"


def test_the_version_of_openapi_can_be_changed():
    app = Etude()
    app.openapi_version = "3.0.2"
    assert app.openapi()["openapi"] == "3.0.2"


def test_another_function_or_a_document_by_hand_replaces_the_document():
    app = Etude()
    app.openapi = lambda: {"mine": True}
    assert TestClient(app).get("/openapi.json").json() == {"mine": True}
    app = Etude()
    app.openapi_schema = {"assigned": True}
    assert TestClient(app).get("/openapi.json").json() == {"assigned": True}


def test_a_document_can_be_extended_by_a_function_that_keeps_it():
    app = app_with()

    def extended():
        if app.openapi_schema is None:
            app.openapi_schema = get_openapi(title="Mine", version="2", routes=app.routes)
            app.openapi_schema["info"]["x-logo"] = {"url": "/logo.png"}
        return app.openapi_schema

    app.openapi = extended
    document = TestClient(app).get("/openapi.json").json()
    assert document["info"] == {"title": "Mine", "version": "2", "x-logo": {"url": "/logo.png"}}
    assert list(document["paths"]) == ["/items"]


# Operations


def read_items():
    """Read all items.

        Indented.
    \f
    For developers.
    """


class Reader:
    """Read, as an object."""

    def __call__(self):
        pass


@pytest.mark.parametrize(
    ("endpoint", "options", "summary", "description"),
    [
        (read_items, {}, "Read Items", "Read all items.\n\n    Indented."),
        (read_items, {"name": "getUserByID2"}, "Getuserbyid2", None),
        (read_items, {"summary": "S", "description": "D\fx"}, "S", "D"),
        (read_items, {"summary": ""}, "Read Items", None),
        (Reader(), {}, "Reader", "Read, as an object."),
        (lambda: None, {}, "<Lambda>", ""),
    ],
)
def test_summary_and_description_come_from_the_function(endpoint, options, summary, description):
    described = operation(app_with(endpoint=endpoint, **options))
    assert described["summary"] == summary
    if description is not None:
        assert described.get("description", "") == description


@pytest.mark.parametrize(
    ("path", "method", "operation_id"),
    [
        ("/items/{item_id}/x.y", "GET", "read_items_items__item_id__x_y_get"),
        ("/f/{path:path}", "PUT", "read_items_f__path__put"),
        ("/", "POST", "read_items__post"),
    ],
)
def test_an_operation_id_is_made_of_name_path_and_method(path, method, operation_id):
    app = Etude()
    app.add_api_route(path, read_items, methods=[method])
    (item,) = app.openapi()["paths"].values()
    assert item[method.lower()]["operationId"] == operation_id


def test_a_path_leaves_its_convertors_out():
    assert list(app_with("/f/{path:path}").openapi()["paths"]) == ["/f/{path}"]


def test_each_of_several_methods_has_its_own_id():
    app = app_with(endpoint=read_items, methods=["POST", "GET"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        item = app.openapi()["paths"]["/items"]
    assert list(item) == ["get", "post"]
    assert item["get"]["operationId"] == "read_items_items_get"
    assert item["post"]["operationId"] == "read_items_items_post"


def test_a_repeated_id_warns_with_the_function_and_its_file():
    app = app_with(endpoint=read_items, operation_id="same")
    app.add_api_route("/other", read_items, operation_id="same")
    with pytest.warns(UserWarning, match="'same' of read_items in ") as caught:
        app.openapi()
    assert len(caught) == 1
    assert __file__ in str(caught[0].message)


def test_a_repeated_id_of_a_builtin_warns_without_a_file():
    app = app_with(endpoint=functools.partial(abs, 1), operation_id="same")
    app.add_api_route("/other", functools.partial(abs, 1), operation_id="same")
    with pytest.warns(UserWarning, match="'same' of partial in an unknown file"):
        app.openapi()


def test_of_two_operations_of_a_path_and_a_method_the_first_is_shown():
    app = app_with(summary="first", operation_id="a")
    app.add_api_route("/items", lambda: None, summary="second", operation_id="b")
    assert operation(app)["summary"] == "first"


def test_tags_may_be_members_of_an_enum():
    class Tag(Enum):
        items = "the items"

    assert operation(app_with(tags=[Tag.items, "x"]))["tags"] == ["the items", "x"]


def test_an_operation_has_its_keys_in_order_and_only_those_with_content():
    def create(q: int, item: Item):
        """Create it."""

    app = app_with(endpoint=create, methods=["POST"], tags=["t"], deprecated=True)
    assert list(operation(app, method="post")) == [
        "tags",
        "summary",
        "description",
        "operationId",
        "deprecated",
        "parameters",
        "requestBody",
        "responses",
    ]
    assert list(operation(app_with())) == ["summary", "operationId", "responses"]


@pytest.mark.parametrize("method", ["head", "options", "trace"])
def test_uncommon_methods_are_shown(method):
    assert operation(app_with(methods=[method]), method=method)["responses"]


def test_extra_content_is_merged_into_the_operation():
    extra = {
        "x-own": 1,
        "summary": "Replaced",
        "tags": ["appended"],
        "parameters": [{"name": "p", "in": "query", "schema": {}}],
        "responses": {"200": {"content": {"application/json": {"example": 1}}}},
    }

    def read(q: int) -> int:
        pass

    app = app_with(endpoint=read, tags=["own"], openapi_extra=extra)
    described = operation(app)
    assert (described["x-own"], described["summary"]) == (1, "Replaced")
    assert described["tags"] == ["own", "appended"]
    assert [parameter["name"] for parameter in described["parameters"]] == ["q", "p"]
    content = described["responses"]["200"]["content"]["application/json"]
    assert content["example"] == 1
    assert content["schema"]["type"] == "integer"
    assert extra["tags"] == ["appended"]


def test_extra_content_describes_a_body_that_the_function_reads_itself():
    body = {"content": {"application/yaml": {"schema": {"type": "object"}}}, "required": True}

    async def create(request: Request):
        return (await request.body()).decode()

    app = app_with(endpoint=create, methods=["POST"], openapi_extra={"requestBody": body})
    assert operation(app, method="post")["requestBody"] == body
    assert TestClient(app).post("/items", content="a: 1").json() == "a: 1"


def test_extra_content_of_a_body_keeps_its_schema():
    extra = {"requestBody": {"content": {"application/json": {"example": {"name": "a"}}}}}

    def create(item: Item):
        pass

    app = app_with(endpoint=create, methods=["POST"], openapi_extra=extra)
    content = operation(app, method="post")["requestBody"]["content"]["application/json"]
    assert content == {
        "schema": {"$ref": "#/components/schemas/Item"},
        "example": {"name": "a"},
    }
