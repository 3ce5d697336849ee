"""Promises about the functions that make parts of a document, and name its models."""

from __future__ import annotations

from enum import Enum
from typing import Dict, List, Optional, Union

import pytest
from pydantic import BaseModel, computed_field

from etude import Depends, Etude, Query
from etude._compat import (
    PYDANTIC_VERSION_MINOR_TUPLE,
    ModelField,
    field_annotation_is_sequence,
    get_definitions,
    get_flat_models_from_fields,
    get_model_name_map,
    is_bytes_or_nonable_bytes_annotation,
    is_bytes_sequence_annotation,
    lenient_issubclass,
)
from etude._compat.shared import lenient_issubclass as same
from etude._compat.v2 import ModelField as SameField
from etude.dependencies.models import Dependant
from etude.dependencies.utils import get_dependant
from etude.exceptions import EtudeDeprecationWarning
from etude.openapi.utils import (
    _get_openapi_dependency_data,
    _get_openapi_operation_parameters,
    generate_operation_id,
    generate_operation_summary,
    get_fields_from_routes,
    get_openapi_operation_metadata,
    get_openapi_operation_request_body,
    get_openapi_path,
    status_code_ranges,
)
from etude.security import HTTPBearer
from etude.utils import create_model_field


class Colour(Enum):
    red = "red"


class Part(BaseModel):
    colour: Colour = Colour.red


class Item(BaseModel):
    parts: List[Part]

    @computed_field
    @property
    def count(self) -> int:
        return len(self.parts)


bearer = HTTPBearer()


def make(item: Item, q: int = Query(1), bearer: str = Depends(bearer)) -> List[Item]:
    """Make an item."""


def application() -> Etude:
    app = Etude()
    app.post("/{item_id}", tags=["t"], responses={404: {"model": Part}})(make)
    app.get("/hidden", include_in_schema=False)(make)
    return app


@pytest.fixture
def app() -> Etude:
    return application()


def test_the_fields_of_routes_are_those_of_the_document(app):
    fields = get_fields_from_routes(app.routes)
    assert [(field.name, field.mode) for field in fields] == [
        ("item", "validation"),
        ("Response_make__item_id__post", "serialization"),
        ("Response_404_make__item_id__post", "serialization"),
        ("q", "validation"),
    ]


def test_models_are_found_in_fields_and_named(app):
    models = get_flat_models_from_fields(get_fields_from_routes(app.routes), known_models=set())
    assert models == {Item, Part, Colour}
    assert get_model_name_map(models) == {Item: "Item", Part: "Part", Colour: "Colour"}


def test_models_of_one_name_are_named_with_their_modules():
    other = type("Item", (BaseModel,), {"__module__": "other.place", "__qualname__": "Item"})
    names = get_model_name_map([Item, other])
    assert names[other] == "other__place__Item"
    assert names[Item].endswith("__Item")


def test_fields_are_described_with_what_they_refer_to(app):
    fields = get_fields_from_routes(app.routes)
    mapping, definitions = get_definitions(fields=fields, model_name_map={})
    item, answer = fields[:2]
    assert mapping[item, "validation"] == {"$ref": "#/components/schemas/Item-Input"}
    assert mapping[answer, "serialization"]["items"] == {"$ref": "#/components/schemas/Item-Output"}
    assert {"Item-Input", "Item-Output", "Part", "Colour"} == definitions.keys()


def test_a_path_is_described_as_in_the_document(app):
    fields = get_fields_from_routes(app.routes)
    mapping, _ = get_definitions(fields=fields)
    ids = set()
    (route,) = [route for route in app.routes if route.path == "/{item_id}"]
    path, schemes, definitions = get_openapi_path(
        route=route, operation_ids=ids, model_name_map={}, field_mapping=mapping
    )
    document = app.openapi()
    assert path == document["paths"]["/{item_id}"]
    assert schemes == document["components"]["securitySchemes"]
    assert definitions == document["components"]["schemas"]
    assert ids == {"make__item_id__post"}
    assert get_openapi_path(route=route, operation_ids=set())[0] == path


def test_the_parts_of_an_operation_are_described_by_themselves(app):
    (route,) = [route for route in app.routes if route.path == "/{item_id}"]
    ids = set()
    assert get_openapi_operation_metadata(route=route, method="POST", operation_ids=ids) == {
        "tags": ["t"],
        "summary": "Make",
        "description": "Make an item.",
        "operationId": "make__item_id__post",
    }
    assert ids == {"make__item_id__post"}
    assert generate_operation_summary(route=route, method="POST") == "Make"
    with pytest.warns(EtudeDeprecationWarning, match="unique_id"):
        assert generate_operation_id(route=route, method="POST") == route.unique_id


def test_the_body_of_a_request_is_described_by_its_field(app):
    (route,) = [route for route in app.routes if route.path == "/{item_id}"]
    described = get_openapi_operation_request_body(body_field=route.body_field)
    schema = {"$ref": "#/components/schemas/Item"}
    assert described == {"required": True, "content": {"application/json": {"schema": schema}}}
    optional = create_model_field("n", int, 3)
    assert "required" not in get_openapi_operation_request_body(body_field=optional)
    assert get_openapi_operation_request_body(body_field=None) is None


def test_ranges_of_status_codes_have_names():
    assert status_code_ranges["4XX"] == "Client Error"
    assert status_code_ranges["DEFAULT"] == "Default Response"


# Types


def test_types_of_several_values_are_told_apart():
    assert field_annotation_is_sequence(Optional[List[int]])
    assert not field_annotation_is_sequence(Dict[str, int])
    assert is_bytes_or_nonable_bytes_annotation(Optional[bytes])
    assert not is_bytes_or_nonable_bytes_annotation(Union[str, int])
    assert is_bytes_sequence_annotation(List[bytes])
    assert not is_bytes_sequence_annotation(List[str])
    assert not is_bytes_sequence_annotation(bytes)


def test_what_is_no_class_is_no_subclass():
    assert lenient_issubclass(bool, int)
    assert not lenient_issubclass(List[int], list)
    assert (same, SameField) == (lenient_issubclass, ModelField)


def test_the_version_of_pydantic_can_be_compared():
    assert PYDANTIC_VERSION_MINOR_TUPLE >= (2, 9)


def test_the_parameters_of_a_dependant_are_described_without_a_route():
    def page(size: int = Query(10, le=20, alias="per-page")) -> int:
        return size

    def read(item_id: int, colour: Colour, hidden: int = Query(1, include_in_schema=False)) -> None:
        """Is not called."""

    def outer(size: int = Depends(page), item: None = Depends(read)) -> None:
        """Is not called."""

    data = _get_openapi_dependency_data(get_dependant(path="/{item_id}", call=outer))
    mapping, _ = get_definitions(fields=[*data.path_params, *data.query_params])
    described = _get_openapi_operation_parameters(dependency_data=data, field_mapping=mapping)
    assert [(row["name"], row["in"], row["required"]) for row in described] == [
        ("item_id", "path", True),
        ("per-page", "query", False),
        ("colour", "query", True),
    ]
    assert described[1]["schema"]["maximum"] == 20
    assert described[2]["schema"] == {"$ref": "#/components/schemas/Colour"}


def test_fields_that_somebody_collected_are_described_as_those_of_a_dependant():
    fields = get_dependant(path="/", call=lambda q=1: q).query_params
    data = _get_openapi_dependency_data(Dependant(path="", query_params=fields))
    [described] = _get_openapi_operation_parameters(dependency_data=data)
    assert (described["name"], described["in"]) == ("q", "query")
