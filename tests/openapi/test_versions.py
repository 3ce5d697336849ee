"""The document in OpenAPI 3.0, 3.1 and 3.2: valid in each, and no word of a newer one."""

from __future__ import annotations

import copy
import json
from datetime import date
from enum import Enum
from typing import Any, AsyncIterable, Dict, List, Optional, Tuple, Union

import openapi_spec_validator
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_schema_validator import OAS30Validator
from pydantic import BaseModel, Field, Json
from typing_extensions import Annotated, Literal

from etude import APIRouter, Etude, File, Query, Security, UploadFile
from etude.exceptions import DeclarationError
from etude.openapi.utils import get_openapi, get_openapi_path
from etude.openapi.versions import in_version
from etude.security import HTTPBearer, OAuth2PasswordBearer
from etude.sse import EventSourceResponse
from etude.testclient import TestClient

VERSIONS = ["3.0.3", "3.1.0", "3.2.0"]


def problems_of(document: Any) -> list[str]:
    name = f"OpenAPIV{document['openapi'][:3].replace('.', '')}SpecValidator"
    make_validator = getattr(openapi_spec_validator, name, None)
    if make_validator is None:
        pytest.skip("the last openapi-spec-validator for Python 3.8 does not know OpenAPI 3.2")
    text = json.loads(json.dumps(document))
    return [str(error.message) for error in make_validator(text).iter_errors()]


def schema_in_3_0(schema: Any) -> Any:
    return in_version({"schema": schema}, "3.0.3", "MediaType")["schema"]


# Which versions there are


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("3.0.2", "3.0.2"),
        ("3.0", "3.0.3"),
        ("3.1", "3.1.0"),
        ("3.1.1", "3.1.1"),
        ("3.2", "3.2.0"),
    ],
)
def test_a_version_is_named_with_three_numbers(given, named):
    app = Etude(openapi_version=given)
    assert (app.openapi_version, app.openapi()["openapi"]) == (named, named)
    assert get_openapi(title="T", version="1", openapi_version=given, routes=[])["openapi"] == named


@pytest.mark.parametrize("version", ["2.0", "3.3.0", "3", "3.1.", "", None, 3.1])
def test_another_version_is_refused(version):
    with pytest.raises(DeclarationError, match=r"openapi_version is .* give '3.0.3', '3.1.0'"):
        Etude(openapi_version=version)
    app = Etude()
    app.openapi_version = version
    with pytest.raises(DeclarationError, match="openapi_version"):
        app.openapi()


# The whole document


class Colour(Enum):
    red = "red"


class Pet(BaseModel):
    """A model with everything that OpenAPI 3.0 says in another way."""

    name: Annotated[str, Field(examples=["Rex", "Tom"])]
    born: Optional[date] = None
    colour: Optional[Colour] = None
    parent: Optional[Pet] = None
    weight: Annotated[float, Field(gt=0, lt=100)] = 1
    kind: Literal["pet"] = "pet"
    nothing: None = None
    place: Tuple[float, float] = (0, 0)
    several: Optional[Union[int, str]] = None
    notes: Dict[Annotated[str, Field(pattern="^[a-z]+$")], int] = {}
    by_colour: Dict[Colour, int] = {}
    more: Annotated[str, Field(json_schema_extra={"sorted": True})] = ""
    text: Json[List[int]]
    described: Annotated[Colour, Field(description="Of the fur.")] = Colour.red


bearer, oauth = HTTPBearer(), OAuth2PasswordBearer("token")


def full_app(**options: Any) -> Etude:
    app = Etude(
        summary="S",
        license_info={"name": "MIT", "identifier": "MIT"},
        openapi_tags=[{"name": "pets", "summary": "Pets", "kind": "nav"}],
        servers=[{"url": "https://pets.example", "name": "main"}],
        **options,
    )
    callbacks = APIRouter()

    @callbacks.post("{$request.body#/name}")
    def told(pet: Optional[Pet] = None) -> Optional[Pet]:
        raise NotImplementedError

    @app.post("/pets", callbacks=callbacks.routes)
    def create(pet: Pet, who: Annotated[Any, Security(bearer, scopes=["keeper"])]) -> Pet:
        raise NotImplementedError

    @app.put("/pets/{pet_id}")
    def replace(
        pet_id: int,
        who: Annotated[Any, Security(oauth, scopes=["keeper"])],
        tags: Annotated[Optional[List[str]], Query(examples=[["old"]])] = None,
    ) -> Optional[Pet]:
        raise NotImplementedError

    @app.post("/pictures")
    def send(picture: UploadFile, others: Annotated[List[bytes], File()]) -> None:
        raise NotImplementedError

    @app.get("/stream")
    async def stream() -> AsyncIterable[Pet]:
        yield Pet(name="a", text="[]")

    @app.get("/events", response_class=EventSourceResponse)
    async def events() -> AsyncIterable[Optional[Pet]]:
        yield None

    @app.api_route("/search", methods=["QUERY", "COPY", "GET"])
    def search() -> Optional[Colour]:
        raise NotImplementedError

    @app.webhooks.post("born")
    def born(pet: Pet) -> None:
        raise NotImplementedError

    return app


@pytest.mark.parametrize("version", VERSIONS)
def test_a_document_is_valid_in_each_version(version):
    assert problems_of(full_app(openapi_version=version).openapi()) == []


def words_of(value: Any, word: str) -> int:
    if isinstance(value, dict):
        return (word in value) + sum(words_of(part, word) for part in value.values())
    return sum(words_of(part, word) for part in value) if isinstance(value, list) else 0


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("3.1.0", ["itemSchema", "query", "additionalOperations", "kind"]),
        ("3.0.3", ["itemSchema", "const", "prefixItems", "contentMediaType", "propertyNames"]),
        ("3.0.3", ["examples", "webhooks", "sorted", "contentSchema", "identifier"]),
    ],
)
def test_an_older_document_holds_no_word_of_a_newer_one(version, words):
    newest, older = full_app(openapi_version="3.2"), full_app(openapi_version=version)
    assert all(words_of(newest.openapi(), word) for word in words)
    found = older.openapi()
    if version == "3.1.0":
        found.pop("components")  # whose models have a property `kind`
    assert [word for word in words if words_of(found, word)] == []


def test_a_document_of_3_0_is_served_and_named_as_such():
    app = full_app()
    app.openapi_version = "3.0.2"  # as users of this API style set it
    served = TestClient(app).get("/openapi.json").json()
    assert served["openapi"] == "3.0.2"
    assert served == app.openapi()
    assert problems_of(served) == []


def test_what_is_changed_is_a_copy():
    document = full_app(openapi_version="3.2.0").openapi()
    before = copy.deepcopy(document)
    assert in_version(document, "3.0.3") != document
    assert document == before


@pytest.mark.parametrize("version", VERSIONS)
def test_a_document_of_a_version_stays_as_it_is_in_that_version(version):
    document = full_app(openapi_version=version).openapi()
    assert in_version(document, version) == document
    assert list(in_version(document, version)) == list(document)


def test_a_document_of_3_0_is_the_same_in_every_version():
    plain = Etude()

    @plain.get("/items/{item_id}")
    def read_item(item_id: int, q: str = "") -> Dict[str, int]:
        raise NotImplementedError

    documents = []
    for version in VERSIONS:
        plain.openapi_version, plain.openapi_schema = version, None
        documents.append({**plain.openapi(), "openapi": ""})
    assert documents[0] == documents[1] == documents[2]


# Streams and methods


def content_of(app: Etude, path: str) -> Any:
    (content,) = app.openapi()["paths"][path]["get"]["responses"]["200"]["content"].values()
    return content


def test_a_stream_has_an_item_schema_in_3_2_and_is_a_list_of_its_items_before():
    pet = {"$ref": "#/components/schemas/Pet-Output"}
    assert content_of(full_app(openapi_version="3.2.0"), "/stream") == {"itemSchema": pet}
    for version in ("3.0.3", "3.1.0"):
        content = content_of(full_app(openapi_version=version), "/stream")
        assert content == {"schema": {"type": "array", "items": pet}}


def test_an_event_says_what_its_data_are_where_the_version_has_words_for_it():
    data = {
        version: words["schema"]["items"]["properties"]["data"]
        for version in ("3.0.3", "3.1.0")
        for words in [content_of(full_app(openapi_version=version), "/events")]
    }
    pet = {"$ref": "#/components/schemas/Pet-Output"}
    assert data["3.1.0"]["contentMediaType"] == "application/json"
    assert data["3.1.0"]["contentSchema"]["anyOf"] == [pet, {"type": "null"}]
    assert data["3.0.3"]["x-contentMediaType"] == "application/json"
    assert data["3.0.3"]["x-contentSchema"]["anyOf"][0] == pet


def test_further_methods_are_operations_in_3_2_and_extensions_before():
    item = full_app(openapi_version="3.2.0").openapi()["paths"]["/search"]
    assert sorted(item) == ["additionalOperations", "get", "query"]
    assert list(item["additionalOperations"]) == ["COPY"]
    for version in ("3.0.3", "3.1.0"):
        older = full_app(openapi_version=version).openapi()["paths"]["/search"]
        assert sorted(older) == ["get", "x-copy", "x-query"]
        assert older["x-copy"]["responses"].keys() == {"200"}


def test_callbacks_at_one_address_keep_all_their_methods():
    app, callbacks = Etude(openapi_version="3.2.0"), APIRouter()
    for method in ("COPY", "MOVE", "GET"):
        callbacks.add_api_route("/told", lambda: None, name="told", methods=[method])
    app.add_api_route("/x", lambda: None, callbacks=callbacks.routes)
    item = app.openapi()["paths"]["/x"]["get"]["callbacks"]["told"]["/told"]
    assert (sorted(item), sorted(item["additionalOperations"])) == (
        ["additionalOperations", "get"],
        ["COPY", "MOVE"],
    )


def test_the_path_item_that_packages_ask_for_is_of_3_1():
    app = full_app()
    route = next(route for route in app.routes if route.path == "/stream")
    item, _, _ = get_openapi_path(route=route, operation_ids=set())
    (content,) = item["get"]["responses"]["200"]["content"].values()
    assert content["schema"]["type"] == "array"


# What stands around the operations


def test_what_only_a_newer_version_knows_is_kept_as_an_extension():
    documents = {version: full_app(openapi_version=version).openapi() for version in VERSIONS}
    assert documents["3.2.0"]["tags"] == [{"name": "pets", "summary": "Pets", "kind": "nav"}]
    assert documents["3.1.0"]["tags"] == [{"name": "pets", "x-summary": "Pets", "x-kind": "nav"}]
    assert documents["3.1.0"]["servers"] == [{"url": "https://pets.example", "x-name": "main"}]
    assert documents["3.1.0"]["info"]["summary"] == "S"
    assert documents["3.0.3"]["info"]["x-summary"] == "S"
    assert documents["3.0.3"]["x-webhooks"].keys() == documents["3.1.0"]["webhooks"].keys()


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"identifier": "MIT"}, {"url": "https://spdx.org/licenses/MIT.html"}),
        ({"identifier": "MIT OR 0BSD"}, {"x-identifier": "MIT OR 0BSD"}),
        ({"url": "https://l.example"}, {"url": "https://l.example"}),
        ({}, {}),
    ],
)
def test_a_licence_is_named_by_an_address_in_3_0(given, found):
    assert in_version({"name": "L", **given}, "3.0.3", "License") == {"name": "L", **found}


def test_roles_of_schemes_without_scopes_are_left_out_in_3_0():
    paths = {version: full_app(openapi_version=version).openapi()["paths"] for version in VERSIONS}
    assert paths["3.1.0"]["/pets"]["post"]["security"] == [{"HTTPBearer": ["keeper"]}]
    assert paths["3.0.3"]["/pets"]["post"]["security"] == [{"HTTPBearer": []}]
    oauth = [{"OAuth2PasswordBearer": ["keeper"]}]
    assert paths["3.0.3"]["/pets/{pet_id}"]["put"]["security"] == oauth


def test_mutual_tls_has_no_word_in_3_0():
    schemes = {"tls": {"type": "mutualTLS"}, "key": {"type": "apiKey", "in": "query", "name": "k"}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "security": [{"tls": []}, {"tls": [], "key": []}],
        "paths": {},
        "components": {"securitySchemes": schemes},
    }
    assert problems_of(document) == []
    older = in_version(document, "3.0.3")
    assert older["security"] == [{}, {"key": []}]
    assert older["components"]["securitySchemes"] == {"key": schemes["key"]}
    assert problems_of(older) == []


def test_beside_a_reference_stands_nothing_in_3_0():
    reference = {"$ref": "#/components/responses/Gone", "description": "d"}
    operation = {"responses": {"404": reference}}
    assert in_version(operation, "3.0.3", "Operation")["responses"]["404"].keys() == {"$ref"}
    assert in_version(operation, "3.1.0", "Operation") == operation
    item = {"$ref": "#/paths/~1a", "summary": "s"}
    assert in_version(item, "3.0.3", "PathItem") == item


def test_what_is_no_object_where_one_belongs_stays_as_it_is():
    odd = {"parameters": "none", "responses": {"200": None}, "requestBody": 3}
    assert in_version(odd, "3.0.3", "Operation") == odd


# Schemas

NULL = {"type": "object", "nullable": True, "enum": [None]}
REF = {"$ref": "#/components/schemas/Pet"}


@pytest.mark.parametrize(
    ("schema", "found"),
    [
        (
            {"anyOf": [{"type": "string", "title": "A"}, {"type": "null"}], "title": "B"},
            {"type": "string", "nullable": True, "title": "B"},
        ),
        ({"oneOf": [{"type": "null"}, REF]}, {"oneOf": [REF, NULL]}),
        (
            {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
            {"anyOf": [{"type": "string"}, {"type": "integer"}, NULL]},
        ),
        (
            {"anyOf": [{"type": "string", "maxLength": 3}, {"type": "null"}], "maxLength": 2},
            {"anyOf": [{"type": "string", "maxLength": 3}, NULL], "maxLength": 2},
        ),
        ({"anyOf": [True, {"type": "null"}]}, {"anyOf": [{}, NULL]}),
        ({"anyOf": [{"type": "string"}]}, {"anyOf": [{"type": "string"}]}),
        (
            {"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "null"}]},
            {"type": "string", "enum": ["a", None], "nullable": True},
        ),
        ({"type": "null", "title": "N"}, {"title": "N", **NULL}),
        ({"type": ["null"]}, NULL),
        ({"type": ["string"]}, {"type": "string"}),
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        (
            {"type": ["string", "array", "null"], "allOf": [REF]},
            {
                "allOf": [
                    REF,
                    {
                        "anyOf": [
                            {"type": "string", "nullable": True},
                            {"type": "array", "nullable": True, "items": {}},
                        ]
                    },
                ]
            },
        ),
        (
            {"type": ["string", "integer"]},
            {"allOf": [{"anyOf": [{"type": "string"}, {"type": "integer"}]}]},
        ),
        ({"const": 1, "enum": [1, 2]}, {"enum": [1]}),
        ({"const": None}, {"enum": [None]}),
        ({"type": ["string", "null"], "const": "a"}, "a or null"),
        ({"exclusiveMinimum": 1}, {"minimum": 1, "exclusiveMinimum": True}),
        ({"exclusiveMinimum": 1, "minimum": 3}, {"minimum": 3}),
        (
            {"exclusiveMaximum": 1, "maximum": 1},
            {"maximum": 1, "exclusiveMaximum": True},
        ),
        ({"maximum": 1, "exclusiveMaximum": True}, {"maximum": 1, "exclusiveMaximum": True}),
        ({"examples": [1, 2]}, {"example": 1}),
        ({"examples": [1, 2], "example": 3}, {"example": 3}),
        ({"examples": []}, {}),
        ({"examples": {"a": 1}}, {"x-examples": {"a": 1}}),
        ({"type": "array"}, {"type": "array", "items": {}}),
        (
            {"type": "array", "prefixItems": [REF, REF], "maxItems": 2},
            {"type": "array", "items": REF, "maxItems": 2},
        ),
        (
            {"prefixItems": [REF, {"type": "string"}], "items": False},
            {"items": {"anyOf": [REF, {"type": "string"}]}, "maxItems": 2},
        ),
        ({"prefixItems": [REF], "items": REF}, {"items": REF}),
        ({"prefixItems": [REF]}, {"items": {"anyOf": [REF, {}]}}),
        (
            {"type": "string", "contentMediaType": "application/octet-stream"},
            {"type": "string", "format": "binary"},
        ),
        (
            {"contentMediaType": "image/png", "contentEncoding": "base64"},
            {"format": "byte"},
        ),
        ({"contentMediaType": "text/css"}, {"x-contentMediaType": "text/css"}),
        (
            {"patternProperties": {"^a": True}, "additionalProperties": False},
            {"x-patternProperties": {"^a": {}}},
        ),
        ({"description": "d", **REF}, {"description": "d", "allOf": [REF]}),
        (REF, REF),
        ({"items": False, "properties": {"a": True}}, "booleans"),
        ({"$comment": "c", "x-mine": 1, "unevaluatedItems": False}, "extensions"),
        ({"additionalProperties": REF}, {"additionalProperties": REF}),
    ],
)
def test_a_schema_says_in_the_words_of_3_0_what_it_says_in_those_of_3_1(schema, found):
    named = {
        "a or null": {"type": "string", "enum": ["a", None], "nullable": True},
        "booleans": {"items": {"not": {}}, "properties": {"a": {}}},
        "extensions": {"x-comment": "c", "x-mine": 1, "x-unevaluatedItems": {"not": {}}},
    }
    assert schema_in_3_0(schema) == (named[found] if isinstance(found, str) else found)


SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "b", "abc"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner),
    max_leaves=5,
)


def optional(**words: Any) -> Any:
    return st.fixed_dictionaries({}, optional=words)


def typed(name: str, **words: Any) -> Any:
    return optional(**words).map(lambda found: {"type": name, **found})


BOUNDS = st.integers(-2, 2)
LEAVES = st.one_of(
    typed(
        "integer",
        minimum=BOUNDS,
        maximum=BOUNDS,
        exclusiveMinimum=BOUNDS,
        exclusiveMaximum=BOUNDS,
    ),
    typed("string", maxLength=st.integers(0, 2), const=st.just("a"), examples=st.just(["a"])),
    typed("boolean", title=st.just("T")),
    st.just({"type": "null"}),
    st.builds(lambda value: {"const": value}, st.sampled_from([1, "a", "b"])),
    st.lists(st.sampled_from(["string", "integer", "null"]), min_size=1, unique=True).map(
        lambda names: {"type": names}
    ),
    st.booleans(),
)


def around(inner: Any) -> Any:
    return st.one_of(
        inner,
        st.lists(inner, min_size=1, max_size=3).map(lambda some: {"anyOf": some}),
        inner.map(lambda one: {"anyOf": [one, {"type": "null"}], "title": "T"}),
        typed("array", items=inner, maxItems=st.integers(0, 2)),
        st.lists(inner, min_size=1, max_size=2).map(
            lambda some: {
                "type": "array",
                "prefixItems": some,
                "minItems": len(some),
                "maxItems": len(some),
            }
        ),
        inner.map(lambda one: {"type": "object", "properties": {"a": one}}),
        inner.map(lambda one: {"type": "object", "additionalProperties": one}),
        inner.map(lambda one: {"patternProperties": {"^a": one}, "additionalProperties": False}),
    )


SCHEMAS = around(around(LEAVES))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(SCHEMAS, VALUES)
def test_what_a_schema_accepts_it_accepts_in_3_0_too(schema, value):
    if Draft202012Validator(schema).is_valid(value):
        assert OAS30Validator(schema_in_3_0(schema)).is_valid(value)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(SCHEMAS)
def test_going_back_twice_is_going_back_once(schema):
    once = schema_in_3_0(schema)
    assert schema_in_3_0(once) == once
    components = {"schemas": {"S": once}}
    info = {"title": "T", "version": "1"}
    assert (
        problems_of({"openapi": "3.0.3", "info": info, "paths": {}, "components": components}) == []
    )
