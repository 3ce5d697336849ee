"""Promises about bodies, responses and components in the OpenAPI document."""

from typing import Any, List, Optional, Union

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import BaseModel, computed_field, field_serializer
from typing_extensions import Annotated

from etude import Body, Depends, Etude, Query, Request, Response
from etude.exceptions import EtudeDeprecationWarning, EtudeError
from etude.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
)
from etude.testclient import TestClient


class Item(BaseModel):
    """An item.\f For developers."""

    name: str
    price: float = 1


class Plain(BaseModel):
    a: int


class Serialized(BaseModel):
    when: int

    @field_serializer("when")
    def written(self, value: int) -> str:
        return str(value)


class Computed(BaseModel):
    a: int

    @computed_field
    def double(self) -> int:
        return self.a * 2


ITEM = {"$ref": "#/components/schemas/Item"}
VALIDATION = {
    "description": "Validation Error",
    "content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/HTTPValidationError"}}
    },
}


def app_with(endpoint, method="POST", **options):
    app = Etude()
    app.add_api_route("/items/", endpoint, methods=[method], name="endpoint", **options)
    return app


def described(endpoint, method="POST", **options):
    app = app_with(endpoint, method, **options)
    return app.openapi()["paths"]["/items/"][method.lower()]


def schema_of(operation):
    return operation["requestBody"]["content"]["application/json"]["schema"]


# Bodies


def test_one_body_is_described_as_a_whole():
    def create(item: Item):
        pass

    operation = described(create)
    assert operation["requestBody"] == {
        "content": {"application/json": {"schema": ITEM}},
        "required": True,
    }
    assert operation["responses"]["422"] == VALIDATION


def test_an_optional_body_is_not_required():
    def create(item: Optional[Item] = None):
        pass

    assert described(create)["requestBody"] == {
        "content": {
            "application/json": {"schema": {"anyOf": [ITEM, {"type": "null"}], "title": "Item"}}
        }
    }


@pytest.mark.parametrize("several", [True, False])
def test_bodies_under_their_names_have_a_component(several):
    def create(item: Item, al: Annotated[int, Body(alias="AL")] = 1):
        pass

    def embedded(item: Annotated[Item, Body(embed=True)]):
        pass

    app = app_with(create if several else embedded)
    operation = app.openapi()["paths"]["/items/"]["post"]
    assert schema_of(operation) == {"$ref": "#/components/schemas/Body_endpoint_items__post"}
    component = app.openapi()["components"]["schemas"]["Body_endpoint_items__post"]
    number = {"AL": {"type": "integer", "title": "Al", "default": 1}} if several else {}
    assert component == {
        "properties": {"item": ITEM, **number},
        "type": "object",
        "required": ["item"],
        "title": "Body_endpoint_items__post",
    }
    assert operation["requestBody"]["required"] is True


def test_several_optional_bodies_require_nothing():
    def create(a: Annotated[int, Body()] = 1, b: Annotated[int, Body()] = 2):
        pass

    app = app_with(create)
    component = app.openapi()["components"]["schemas"]["Body_endpoint_items__post"]
    assert "required" not in component
    assert "required" not in app.openapi()["paths"]["/items/"]["post"]["requestBody"]


def test_a_media_type_is_documented_where_it_is_the_only_one():
    def create(a: Annotated[str, Body(media_type="text/plain")]):
        pass

    def mixed(a: Annotated[str, Body(media_type="text/plain")], b: Annotated[str, Body()]):
        pass

    assert list(described(create)["requestBody"]["content"]) == ["text/plain"]
    assert list(described(mixed)["requestBody"]["content"]) == ["application/json"]


def test_examples_of_a_body_stand_beside_its_schema():
    examples = {"one": {"value": {"name": "n"}}}

    def create(item: Annotated[Item, Body(openapi_examples=examples, title="T")]):
        pass

    content = described(create)["requestBody"]["content"]["application/json"]
    assert content["examples"] == examples
    assert content["schema"]["title"] == "T"

    with pytest.warns(EtudeDeprecationWarning):
        old = Body(example={"name": "n"})

    def create_old(item: Annotated[Item, old]):
        pass

    content = described(create_old)["requestBody"]["content"]["application/json"]
    assert content["example"] == {"name": "n"}


def test_examples_of_the_members_of_a_body_are_examples_of_the_body():
    shown = {"one": {"summary": "One", "value": {"name": "n"}}, "two": {"value": {"name": "m"}}}
    counts = {
        "one": {"summary": "Not shown", "value": 3},
        "two": {"externalValue": "https://example.com/two"},
        "three": {"value": 4},
        "four": 5,
    }

    def create(
        item: Annotated[Item, Body(openapi_examples=shown)],
        count: Annotated[int, Body(openapi_examples=counts)],
        note: Annotated[str, Body()] = "",
    ):
        pass

    content = described(create)["requestBody"]["content"]["application/json"]
    assert content["examples"] == {
        "one": {"summary": "One", "value": {"item": {"name": "n"}, "count": 3}}
    }


def test_an_example_of_an_embedded_body_stands_under_its_name():
    def create(item: Annotated[Item, Body(embed=True, openapi_examples={"a": {"value": {}}})]):
        pass

    content = described(create)["requestBody"]["content"]["application/json"]
    assert content["examples"] == {"a": {"value": {"item": {}}}}


@pytest.mark.parametrize("method", ["GET", "DELETE", "HEAD", "OPTIONS", "TRACE"])
def test_a_body_is_documented_for_the_methods_that_may_have_one(method):
    def create(item: Item):
        pass

    shown = "requestBody" in described(create, method)
    assert shown is (method not in ("OPTIONS", "TRACE"))


def test_the_body_of_a_dependency_is_documented():
    def dependency(item: Item):
        pass

    def create(value: Annotated[None, Depends(dependency)]):
        pass

    assert schema_of(described(create)) == ITEM


# Responses


@pytest.mark.parametrize(
    ("options", "status", "content"),
    [
        ({}, "200", {"application/json": {"schema": {}}}),
        ({"response_model": Item}, "200", {"application/json": {"schema": ITEM}}),
        (
            {"response_model": List[Item], "status_code": 201},
            "201",
            {
                "application/json": {
                    "schema": {
                        "items": ITEM,
                        "type": "array",
                        "title": "Response Endpoint Items  Post",
                    }
                }
            },
        ),
        (
            {"response_model": Any},
            "200",
            {"application/json": {"schema": {"title": "Response Endpoint Items  Post"}}},
        ),
        (
            {"response_model": Union[Item, Plain]},
            "200",
            {
                "application/json": {
                    "schema": {
                        "anyOf": [ITEM, {"$ref": "#/components/schemas/Plain"}],
                        "title": "Response Endpoint Items  Post",
                    }
                }
            },
        ),
        ({"status_code": 204}, "204", None),
        (
            {"response_class": HTMLResponse, "response_model": Item},
            "200",
            {"text/html": {"schema": {"type": "string"}}},
        ),
        (
            {"response_class": PlainTextResponse},
            "200",
            {"text/plain": {"schema": {"type": "string"}}},
        ),
        (
            {"response_class": JSONResponse, "response_model": Item},
            "200",
            {"application/json": {"schema": ITEM}},
        ),
        ({"response_class": FileResponse}, "200", None),
        ({"response_class": Response}, "200", None),
    ],
)
def test_the_answer_is_described_by_status_class_and_model(options, status, content):
    expected = {"description": "Successful Response"}
    if content is not None:
        expected["content"] = content
    assert described(lambda: None, **options)["responses"] == {status: expected}


def test_a_class_that_redirects_documents_its_own_status():
    operation = described(lambda: "/x", response_class=RedirectResponse)
    assert list(operation["responses"]) == ["307"]


def test_a_returned_response_says_nothing_about_a_model():
    def read() -> Response:
        pass

    content = described(read)["responses"]["200"]["content"]
    assert content == {"application/json": {"schema": {}}}


def test_the_description_of_an_answer_can_be_given():
    operation = described(lambda: None, response_description="Own")
    assert operation["responses"]["200"]["description"] == "Own"


@pytest.mark.parametrize(
    ("endpoint", "has_errors"),
    [
        (lambda: None, False),
        (lambda q: None, True),
        (lambda item=Body(): None, True),  # noqa: B008
        (lambda value=Depends(lambda q: None): None, True),  # noqa: B008
        (lambda value=Depends(lambda: None): None, False),  # noqa: B008
    ],
)
def test_validation_errors_are_documented_where_there_is_something_to_validate(
    endpoint, has_errors
):
    app = app_with(endpoint)
    responses = app.openapi()["paths"]["/items/"]["post"]["responses"]
    assert ("422" in responses) is has_errors
    components = app.openapi().get("components", {}).get("schemas", {})
    assert ("HTTPValidationError" in components) is has_errors


def test_injected_objects_have_nothing_to_validate():
    def read(request: Request, response: Response):
        pass

    assert "422" not in described(read)["responses"]


@pytest.mark.parametrize("code", [422, "4XX", "4xx", "default"])
def test_validation_errors_may_be_documented_by_hand(code):
    app = app_with(lambda q: None, responses={code: {"description": "mine"}})
    responses = app.openapi()["paths"]["/items/"]["post"]["responses"]
    assert responses.get("422", {}).get("description") in (None, "mine")
    assert len(responses) == 2
    assert "components" not in app.openapi()


def test_the_components_of_validation_errors():
    components = app_with(lambda q: None).openapi()["components"]["schemas"]
    assert components["HTTPValidationError"]["properties"]["detail"]["items"] == {
        "$ref": "#/components/schemas/ValidationError"
    }
    assert components["ValidationError"]["required"] == ["loc", "msg", "type"]
    assert set(components["ValidationError"]["properties"]) == {
        "loc",
        "msg",
        "type",
        "input",
        "ctx",
    }


# Further responses


@pytest.mark.parametrize(
    ("code", "key", "description"),
    [
        (404, "404", "Not Found"),
        ("409", "409", "Conflict"),
        ("5xx", "5XX", "Server Error"),
        ("default", "default", "Default Response"),
        ("DEFAULT", "default", "Default Response"),
        (799, "799", "Additional Response"),
    ],
)
def test_a_further_response_is_described_by_its_code(code, key, description):
    responses = described(lambda: None, responses={code: {"model": Item}})["responses"]
    assert responses[key] == {
        "description": description,
        "content": {"application/json": {"schema": ITEM}},
    }


def test_what_a_further_response_says_is_kept():
    extra = {
        "description": "own",
        "model": List[int],
        "headers": {"X-A": {"schema": {"type": "string"}}},
        "content": {"application/json": {"example": [1]}, "image/png": {}},
        "x-own": 1,
    }
    before = dict(extra)
    response = described(lambda: None, responses={404: extra})["responses"]["404"]
    assert (response["description"], response["x-own"]) == ("own", 1)
    assert response["headers"] == extra["headers"]
    assert response["content"]["image/png"] == {}
    assert response["content"]["application/json"]["example"] == [1]
    schema = response["content"]["application/json"]["schema"]
    assert schema["title"] == "Response 404 Endpoint Items  Post"
    assert extra == before


def test_a_further_response_takes_the_media_type_of_the_class():
    operation = described(
        lambda: None, response_class=HTMLResponse, responses={404: {"model": Item}}
    )
    assert operation["responses"]["404"]["content"] == {"text/html": {"schema": ITEM}}
    operation = described(lambda: None, response_class=Response, responses={404: {"model": Item}})
    assert list(operation["responses"]["404"]["content"]) == ["application/json"]


def test_without_a_model_a_further_response_has_a_description_alone():
    responses = described(lambda: None, responses={404: {"model": None}, 410: {}})["responses"]
    assert responses["404"] == {"description": "Not Found"}
    assert responses["410"] == {"description": "Gone"}


def test_what_is_documented_does_not_change_what_is_sent():
    app = app_with(lambda: {"own": 1}, responses={200: {"model": Plain}, 404: {"model": Item}})
    response = TestClient(app).post("/items/")
    assert (response.status_code, response.json()) == (200, {"own": 1})


def test_a_further_response_with_no_type_as_model_is_refused_when_it_is_declared():
    with pytest.raises(EtudeError, match="has the response type 3, which Pydantic cannot read"):
        app_with(lambda: None, responses={404: {"model": 3}})


def test_what_is_said_of_the_main_status_is_merged_into_it():
    extra = {200: {"description": "own", "content": {"image/png": {}}, "model": Plain}}
    response = described(lambda: None, response_model=Item, responses=extra)["responses"]["200"]
    assert response == {
        "description": "own",
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Plain"}},
            "image/png": {},
        },
    }


# Components


def test_components_are_sorted_and_cut_at_a_form_feed():
    def create(plain: Plain) -> Item:
        pass

    components = app_with(create).openapi()["components"]["schemas"]
    assert list(components) == ["HTTPValidationError", "Item", "Plain", "ValidationError"]
    assert components["Item"]["description"] == "An item."
    assert components["Item"]["required"] == ["name"]


def test_one_model_in_both_directions_is_one_component():
    def create(item: Item) -> Item:
        pass

    assert "Item" in app_with(create).openapi()["components"]["schemas"]


def test_a_model_that_looks_different_in_answers_has_two_components():
    def create(item: Computed) -> Computed:
        pass

    components = app_with(create).openapi()["components"]["schemas"]
    assert {"Computed-Input", "Computed-Output"} <= components.keys()
    assert components["Computed-Input"]["title"] == "Computed"


@pytest.mark.parametrize(("model", "names"), [(Serialized, 1), (Computed, 2)])
def test_the_two_can_be_one_unless_answers_have_computed_fields(model, names):
    def create(item):
        pass

    create.__annotations__ = {"item": model, "return": List[model]}
    app = Etude(separate_input_output_schemas=False)
    app.add_api_route("/", create, methods=["POST"])
    components = app.openapi()["components"]["schemas"]
    assert len([name for name in components if name.startswith(model.__name__)]) == names


def test_the_document_is_valid():
    def create(
        item: Item,
        plain: Plain,
        q: Annotated[List[int], Query(min_length=1)] = [1],  # noqa: B006
    ) -> Computed:
        pass

    def read(number: int, computed: Computed, x: Optional[str] = None) -> List[Item]:
        pass

    app = app_with(create, responses={404: {"model": Item}})
    app.add_api_route("/{number}", read, status_code=201)
    OpenAPIV31SpecValidator(app.openapi()).validate()
