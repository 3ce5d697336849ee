"""Promises about details of the document: titles, defaults, order, what a form is."""

import sys
from typing import List, Optional, Union

import pytest
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, WithJsonSchema
from typing_extensions import Annotated

from etude import Body, Depends, Etude, File, Form, Query, UploadFile

INFINITE = float("inf")


class Item(BaseModel):
    name: str


class User(BaseModel):
    username: str


class Limits(BaseModel):
    least: float = 0
    most: float = INFINITE


class Aliased(BaseModel):
    by_choice: int = Field(1, validation_alias=AliasChoices("first-choice", "second"))


def operation_of(endpoint, method="POST", **options):
    app = Etude()
    app.add_api_route("/", endpoint, methods=[method], name="endpoint", **options)
    document = app.openapi()
    operation = document["paths"]["/"][method.lower()]
    return operation, document.get("components", {}).get("schemas", {})


def parameters_of(endpoint):
    operation, _ = operation_of(endpoint, "GET")
    return operation["parameters"]


OwnTitle = Annotated[int, WithJsonSchema({"type": "integer", "title": "Own"})]


def test_a_body_and_an_answer_have_generated_titles_and_members_of_an_object_their_own():
    def endpoint(alone: Annotated[OwnTitle, Body()]) -> OwnTitle:
        return alone

    def embedding(member: Annotated[OwnTitle, Body(embed=True)]):
        pass

    operation, _ = operation_of(endpoint)
    assert operation["requestBody"]["content"]["application/json"]["schema"]["title"] == "Alone"
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer == {"type": "integer", "title": "Response Endpoint  Post"}
    _, components = operation_of(embedding)
    assert components["Body_endpoint__post"]["properties"]["member"]["title"] == "Own"


# Parameters


def test_of_two_required_declarations_that_of_the_dependency_is_documented():
    def inner(q: str):
        pass

    def endpoint(q: int, found: None = Depends(inner)):
        pass

    (parameter,) = parameters_of(endpoint)
    assert parameter["schema"]["type"] == "string"


@pytest.mark.parametrize(("default", "required"), [((), True), ((None,), False)])
def test_the_fields_of_an_optional_model_are_required_unless_it_has_a_default(default, required):
    def endpoint(query):
        pass

    endpoint.__annotations__["query"] = Annotated[Optional[Item], Query()]
    endpoint.__defaults__ = default
    (parameter,) = parameters_of(endpoint)
    assert parameter["required"] is required


def test_a_field_of_a_model_has_the_title_of_its_first_alias():
    def endpoint(query: Annotated[Aliased, Query()]):
        pass

    (parameter,) = parameters_of(endpoint)
    assert (parameter["name"], parameter["schema"]["title"]) == ("first-choice", "First-Choice")


def test_a_default_that_json_does_not_have_is_left_out():
    def endpoint(limits: Limits, most: float = INFINITE):
        pass

    operation, components = operation_of(endpoint)
    assert "default" not in operation["parameters"][0]["schema"]
    assert components["Limits"]["properties"]["least"]["default"] == 0
    assert "default" not in components["Limits"]["properties"]["most"]


# Bodies


def test_an_optional_model_among_several_has_the_title_of_its_type_only():
    def endpoint(
        item: Optional[Item] = None,
        user: Annotated[Optional[User], Body(title="The user")] = None,
        number: Annotated[Optional[int], Body()] = None,
        some: Union[Item, User, None] = None,
    ):
        pass

    _, components = operation_of(endpoint)
    members = components["Body_endpoint__post"]["properties"]
    titles = {name: member.get("title") for name, member in members.items()}
    assert titles == {"item": None, "user": "The user", "number": "Number", "some": "Some"}


def test_a_body_of_models_alone_lists_no_properties():
    def endpoint(item: Annotated[Item, Form()], user: Annotated[User, Form()]):
        pass

    _, components = operation_of(endpoint)
    component = components["Body_endpoint__post"]
    assert len(component["allOf"]) == 2
    assert "properties" not in component


def test_a_scalar_of_the_body_does_not_change_what_a_form_is_documented_as():
    def endpoint(name: Annotated[str, Form()], number: Annotated[int, Body()]):
        pass

    operation, _ = operation_of(endpoint)
    assert list(operation["requestBody"]["content"]) == ["application/x-www-form-urlencoded"]


def test_an_upload_is_documented_with_what_its_marker_says():
    def endpoint(upload: Annotated[UploadFile, File(description="A file", title="The file")]):
        pass

    _, components = operation_of(endpoint)
    assert components["Body_endpoint__post"]["properties"]["upload"] == {
        "type": "string",
        "contentMediaType": "application/octet-stream",
        "description": "A file",
        "title": "The file",
    }


# Responses


@pytest.mark.parametrize(("first", "second"), [(Item, User), (User, Item)])
def test_a_union_is_documented_in_its_own_order(first, second):
    def endpoint():
        pass

    operation, _ = operation_of(endpoint, response_model=Union[first, second])
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    names = [member["$ref"].rpartition("/")[2] for member in schema["anyOf"]]
    assert names == [first.__name__, second.__name__]


@pytest.mark.skipif(sys.version_info < (3, 9), reason="list[...] needs Python 3.9")
@pytest.mark.parametrize(("first", "second"), [(Item, User), (User, Item)])
def test_so_is_a_union_in_a_list(first, second):
    def endpoint():
        pass

    operation, _ = operation_of(endpoint, response_model=list[Union[first, second]])
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    names = [member["$ref"].rpartition("/")[2] for member in schema["items"]["anyOf"]]
    assert names == [first.__name__, second.__name__]


def test_the_title_of_a_default_response_is_in_title_case():
    def endpoint():
        pass

    operation, _ = operation_of(endpoint, responses={"default": {"model": List[int]}})
    schema = operation["responses"]["default"]["content"]["application/json"]["schema"]
    assert schema["title"] == "Response Default Endpoint  Post"


@pytest.mark.parametrize(
    ("config", "encoded"),
    [
        ({}, []),
        ({"val_json_bytes": "hex", "ser_json_bytes": "hex"}, []),
        ({"val_json_bytes": "base64"}, ["Blob-Input"]),
        ({"ser_json_bytes": "base64"}, ["Blob-Output"]),
        ({"val_json_bytes": "base64", "ser_json_bytes": "base64"}, ["Blob"]),
    ],
)
def test_bytes_that_travel_as_base64_are_documented_so(config, encoded):
    class Blob(BaseModel):
        model_config = ConfigDict(**config)
        data: bytes

    def endpoint(blob: Blob) -> Blob:
        pass

    _, components = operation_of(endpoint)
    described = {
        name: schema["properties"]["data"]
        for name, schema in components.items()
        if name.startswith("Blob")
    }
    as_base64 = [name for name in described if described[name].get("contentEncoding") == "base64"]
    assert as_base64 == encoded
    assert {data["contentMediaType"] for data in described.values()} == {"application/octet-stream"}
