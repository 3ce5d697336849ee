"""What `compare` says of two documents: which rule a change falls under, and when there is none."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etude.openapi.compare import RULES, Level, compare


def document(paths: Any = None, version: str = "3.1.0", **others: Any) -> dict[str, Any]:
    return {"openapi": version, "info": {"title": "Shop"}, "paths": paths or {}, **others}


def operation(**parts: Any) -> dict[str, Any]:
    return {"responses": {"200": {"description": "OK"}}, **parts}


def taking(schema: Any, **others: Any) -> dict[str, Any]:
    body = {"content": {"application/json": {"schema": schema}}}
    return document({"/items": {"post": operation(requestBody=body)}}, **others)


def answering(schema: Any, **others: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    answers = {"200": {"description": "OK", "content": content}}
    return document({"/items": {"get": operation(responses=answers)}}, **others)


def with_operation(**parts: Any) -> dict[str, Any]:
    return document({"/items": {"get": operation(**parts)}})


def codes(old: Any, new: Any) -> list[str]:
    return sorted(change.code for change in compare(old, new))


# --- schemas


def properties(*required: str, **schemas: Any) -> dict[str, Any]:
    return {"type": "object", "properties": schemas, "required": list(required)}


INTEGER, NUMBER, TEXT, NULL = ({"type": name} for name in ("integer", "number", "string", "null"))
SCHEMAS = [
    (TEXT, {**TEXT, "maxLength": 5}, "limit-tightened"),
    ({**TEXT, "maxLength": 5}, {**TEXT, "maxLength": 4}, "limit-tightened"),
    ({**TEXT, "minLength": 5}, {**TEXT, "minLength": 4}, "limit-loosened"),
    ({**TEXT, "maxLength": 5}, TEXT, "limit-loosened"),
    (TEXT, {**TEXT, "minLength": 0}, None),
    ({"type": "array"}, {"type": "array", "uniqueItems": False}, None),
    ({"type": "array"}, {"type": "array", "uniqueItems": True}, "limit-tightened"),
    ({**TEXT, "pattern": "a"}, {**TEXT, "pattern": "b"}, "form-changed"),
    (TEXT, {**TEXT, "format": "date"}, "limit-tightened"),
    (INTEGER, NUMBER, "type-widened"),
    (NUMBER, INTEGER, "type-narrowed"),
    (TEXT, {}, "type-widened"),
    ({}, TEXT, "type-narrowed"),
    (True, {}, None),
    ({}, False, "limit-tightened"),
    (TEXT, {"anyOf": [TEXT, NULL]}, "type-widened"),
    ({"type": ["string", "null"]}, {"anyOf": [NULL, TEXT]}, None),
    ({"oneOf": [INTEGER, TEXT]}, INTEGER, "type-narrowed"),
    ({**TEXT, "enum": ["a"]}, {"const": "a"}, None),
    ({"enum": ["a", 1]}, {"enum": ["a", 1, True]}, "type-widened"),
    ({"enum": [1, 2]}, {"enum": [1], "type": "integer"}, "value-removed"),
    ({"enum": [1]}, {"enum": [1, 2]}, "value-added"),
    ({"enum": [1, 2.5], "type": "number"}, {"enum": [2.5, 1], "type": "number"}, None),
    (TEXT, {"const": "a"}, "value-removed"),
    ({"const": "a"}, TEXT, "value-added"),
    (properties(a=TEXT), properties("a", a=TEXT), "property-required"),
    (properties("a", a=TEXT), properties(a=TEXT), "property-optional"),
    (properties(a=TEXT), properties(), "property-removed"),
    (properties(), properties(a=TEXT), "property-added"),
    ({"items": TEXT}, {"items": {**TEXT, "maxLength": 5}}, "limit-tightened"),
    ({"prefixItems": [TEXT]}, {"prefixItems": [{**TEXT, "maxLength": 5}]}, "limit-tightened"),
    ({"prefixItems": [TEXT]}, {"prefixItems": [TEXT, TEXT]}, "form-changed"),
    (
        {"type": "object", "additionalProperties": TEXT},
        {"type": "object", "additionalProperties": {**TEXT, "maxLength": 5}},
        "limit-tightened",
    ),
    ({**TEXT, "x-order": 1}, {**TEXT, "x-order": 2}, None),
    ({"allOf": [TEXT, {"maxLength": 5}]}, {**TEXT, "maxLength": 5}, None),
    (
        {"allOf": [properties("a", a=TEXT), properties("b", b=TEXT)]},
        properties("a", "b", a=TEXT, b=TEXT),
        None,
    ),
    (
        {"allOf": [{"anyOf": [TEXT, NULL]}, {"maxLength": 5}]},
        {**TEXT, "maxLength": 5},
        "type-narrowed",
    ),
]


@pytest.mark.parametrize(("old", "new", "name"), SCHEMAS)
def test_a_schema_is_told_apart_by_who_sends_the_value(old, new, name):
    assert codes(taking(old), taking(new)) == ([f"request-{name}"] if name else [])
    assert codes(answering(old), answering(new)) == ([f"response-{name}"] if name else [])


def test_a_required_property_of_a_request_has_a_rule_of_its_own():
    old, new = properties(), properties("a", a=TEXT)

    assert codes(taking(old), taking(new)) == ["required-request-property-added"]
    assert codes(answering(old), answering(new)) == ["required-response-property-added"]


@pytest.mark.parametrize(("before", "code"), [(True, "tightened"), (False, "loosened")])
def test_closing_an_object_concerns_only_those_who_send_it(before, code):
    old, new = ({"type": "object", "additionalProperties": open_} for open_ in (before, not before))

    assert codes(taking(old), taking(new)) == [f"request-limit-{code}"]
    assert codes(answering(old), answering(new)) == []
    assert codes(taking(old), taking(old)) == []


def test_a_default_matters_where_clients_may_leave_the_value_out():
    old, new = {**INTEGER, "default": 10}, {**INTEGER, "default": 20}

    assert codes(taking(old), taking(new)) == ["request-default-changed"]
    assert codes(answering(old), answering(new)) == ["response-default-changed"]
    assert codes(taking(INTEGER), taking(new)) == []


def test_words_in_schemas_are_cosmetic():
    (change,) = compare(taking({"title": "A"}), taking({"title": "B", "description": "C"}))

    assert (change.level, change.code) == (Level.cosmetic, "words-changed")
    assert change.message == "title and description changed"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({**TEXT, "nullable": True}, {"anyOf": [TEXT, NULL]}),
        ({"anyOf": [TEXT, NULL], "nullable": True}, {"type": ["string", "null"]}),
        ({**INTEGER, "minimum": 1, "exclusiveMinimum": True}, {**INTEGER, "exclusiveMinimum": 1}),
        ({**INTEGER, "maximum": 1, "exclusiveMaximum": False}, {**INTEGER, "maximum": 1}),
        ({**TEXT, "format": "binary"}, {**TEXT, "contentMediaType": "application/octet-stream"}),
    ],
)
def test_a_document_of_3_0_says_the_same_in_its_words(old, new):
    assert codes(taking(old, version="3.0.3"), taking(new)) == []


# --- references


def components(**schemas: Any) -> dict[str, Any]:
    return {"components": {"schemas": schemas}}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def test_a_component_may_have_another_name():
    old = taking(ref("Item"), **components(Item=properties(a=TEXT)))
    new = taking(ref("a~1b~0c"))
    new.update(components(**{"a/b~c": properties(a=TEXT)}))

    assert codes(old, new) == []


def test_a_component_is_told_of_once_in_an_operation():
    body = properties(one=ref("Item"), two=ref("Item"), three={"anyOf": [ref("Item"), NULL]})
    old = taking(body, **components(Item=properties(a=TEXT)))
    new = taking(body, **components(Item=properties()))

    (change,) = compare(old, new)

    assert (change.place, change.part) == ("POST /items", "request body.one.a")


def test_what_stands_beside_a_reference_counts():
    item = components(Color=TEXT)
    old, new = (taking({**ref("Color"), "default": value}, **item) for value in ("red", "blue"))

    assert codes(old, new) == ["request-default-changed"]


def test_models_that_hold_themselves_come_to_an_end():
    def tree(**more: Any) -> dict[str, Any]:
        node = properties(children={"type": "array", "items": ref("Node")}, **more)
        whole = {"anyOf": [ref("Node"), ref("Loop")], "allOf": [ref("Whole")]}
        loop = {"allOf": [ref("Loop")]}
        return taking(ref("Whole"), **components(Node=node, Loop=loop, Whole=whole, A=ref("A")))

    assert codes(tree(), tree()) == []
    assert codes(tree(), tree(name=TEXT)) == ["request-property-added"]
    assert codes(taking(ref("A"), **components(A=ref("A"))), taking({})) == []


def test_a_union_keeps_its_members_apart_by_their_names():
    pets = components(Cat=properties(a=TEXT), Dog=properties(b=TEXT))
    old = answering({"anyOf": [ref("Cat"), ref("Dog")]}, **pets)
    new = answering({"anyOf": [ref("Dog"), ref("Cat")]}, **pets)
    less = answering(ref("Dog"), **pets)

    assert codes(old, new) == []
    (change,) = compare(old, less)
    assert (change.code, change.message) == ("response-type-narrowed", "was Cat or Dog, and is Dog")


# --- operations


def parameter(name: str = "q", where: str = "query", **others: Any) -> dict[str, Any]:
    return {"name": name, "in": where, "schema": TEXT, **others}


def body(**others: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": TEXT}}, **others}


def answer(status: str = "200", **others: Any) -> dict[str, Any]:
    return {status: {"description": "OK", **others}}


JSON, CSV = "application/json", "text/csv"
KEY, LOGIN = {"Key": []}, {"Login": ["read"]}
OPERATIONS = [
    ({"summary": "A"}, {"summary": "B"}, "words-changed"),
    ({"operationId": "a"}, {"operationId": "b"}, "operation-id-changed"),
    ({}, {"deprecated": True}, "operation-deprecated"),
    ({}, {"parameters": [parameter()]}, "parameter-added"),
    ({}, {"parameters": [parameter(required=True)]}, "required-parameter-added"),
    ({"parameters": [parameter()]}, {}, "parameter-removed"),
    (
        {"parameters": [parameter()]},
        {"parameters": [parameter(required=True)]},
        "parameter-required",
    ),
    (
        {"parameters": [parameter(required=True)]},
        {"parameters": [parameter()]},
        "parameter-optional",
    ),
    (
        {"parameters": [parameter("X-Token", "header")]},
        {"parameters": [parameter("x-token", "header")]},
        None,
    ),
    (
        {"parameters": [parameter()]},
        {"parameters": [parameter(style="deepObject")]},
        "parameter-form-changed",
    ),
    (
        {"parameters": [parameter()]},
        {"parameters": [{"name": "q", "in": "query", "content": {JSON: {"schema": INTEGER}}}]},
        ["request-type-narrowed", "request-type-widened"],
    ),
    ({}, {"requestBody": body()}, "body-added"),
    ({}, {"requestBody": body(required=True)}, "required-body-added"),
    ({"requestBody": body()}, {"requestBody": body(required=True)}, "body-required"),
    ({"requestBody": body(required=True)}, {"requestBody": body()}, "body-optional"),
    ({"requestBody": body()}, {}, "body-removed"),
    (
        {"requestBody": {"content": {JSON: {}, CSV: {}}}},
        {"requestBody": {"content": {JSON: {}}}},
        "media-type-removed",
    ),
    (
        {"responses": answer(content={JSON: {}})},
        {"responses": answer(content={JSON: {}, CSV: {}})},
        "media-type-added",
    ),
    (
        {"responses": answer(content={JSON: {"itemSchema": TEXT}})},
        {"responses": answer(content={JSON: {"itemSchema": {"anyOf": [TEXT, NULL]}}})},
        "response-type-widened",
    ),
    ({"responses": answer()}, {"responses": {**answer(), **answer("202")}}, "response-added"),
    ({"responses": {**answer(), **answer("202")}}, {"responses": answer()}, "response-removed"),
    (
        {"responses": {**answer(), **answer("404")}},
        {"responses": answer()},
        "error-response-removed",
    ),
    ({"responses": answer()}, {"responses": answer(headers={"ETag": {}})}, "header-added"),
    ({"responses": answer(headers={"ETag": {}})}, {"responses": answer()}, "header-removed"),
    (
        {"responses": answer(headers={"ETag": {"required": True}})},
        {"responses": answer(headers={"ETag": {"schema": {}}})},
        "header-optional",
    ),
    (
        {"responses": answer(headers={"ETag": {}})},
        {"responses": answer(headers={"ETag": {"required": True}})},
        "header-required",
    ),
    (
        {"responses": answer()},
        {"responses": answer(headers={"ETag": {"required": True}})},
        "required-header-added",
    ),
    (
        {"responses": answer(headers={"ETag": {"schema": TEXT}})},
        {"responses": answer(headers={"ETag": {"schema": {}}})},
        "response-type-widened",
    ),
    ({}, {"security": [KEY]}, "security-tightened"),
    ({"security": [KEY]}, {}, "security-loosened"),
    ({"security": [KEY]}, {"security": [KEY, LOGIN]}, "security-loosened"),
    ({"security": [KEY, LOGIN]}, {"security": [KEY]}, "security-tightened"),
    ({"security": [{"Login": []}]}, {"security": [LOGIN]}, "security-tightened"),
    ({"security": [KEY]}, {"security": [dict(KEY)]}, None),
]


@pytest.mark.parametrize(("old", "new", "expected"), OPERATIONS)
def test_a_change_of_an_operation_falls_under_a_rule(old, new, expected):
    listed = expected if isinstance(expected, list) else [expected] if expected else []

    assert codes(with_operation(**old), with_operation(**new)) == listed


def test_operations_come_and_go():
    old = document({"/items": {"get": operation(), "summary": "Items"}})
    new = document({"/items": {"x-purge": operation()}, "/users": {"get": operation()}})

    assert [str(change) for change in compare(old, new)] == [
        "breaking operation-removed: GET /items: is gone",
        "additive operation-added: PURGE /items: is new",
        "additive operation-added: GET /users: is new",
    ]


def test_operations_that_only_3_2_knows_are_compared():
    old = document(
        {"/items": {"query": operation(), "additionalOperations": {"COPY": operation()}}}
    )

    assert codes(old, document({"/items": {"query": operation()}})) == ["operation-removed"]


def test_a_name_in_the_path_may_change():
    item = [parameter("item_id", "path", required=True)]
    number = [parameter("id", "path", required=True, schema=INTEGER)]
    old = document({"/items/{item_id}": {"parameters": item, "get": operation()}})
    new = document({"/items/{id}": {"get": operation(parameters=number)}})

    assert codes(old, new) == [
        "path-name-changed",
        "request-type-narrowed",
        "request-type-widened",
    ]


def test_references_to_parameters_bodies_and_responses_are_followed():
    inner = {
        "parameters": [parameter("q", schema=TEXT)],
        "requestBody": body(),
        "responses": answer("200", description="OK"),
    }
    outer = {
        "parameters": [{"$ref": "#/components/parameters/Q"}],
        "requestBody": {"$ref": "#/components/requestBodies/Text"},
        "responses": {"200": {"$ref": "#/components/responses/OK"}},
    }
    shared = {
        "parameters": {"Q": parameter()},
        "requestBodies": {"Text": body()},
        "responses": {"OK": {"description": "OK"}},
    }

    new = {**with_operation(**outer), "components": shared}

    assert codes(with_operation(**inner), new) == []


# --- the document


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"tags": [{"name": "a"}]}, {}, ["words-changed"]),
        ({}, {"servers": [{"url": "/v1"}]}, ["server-added", "server-removed"]),
        (
            {"components": {"securitySchemes": {"Key": {"type": "apiKey", "description": "A"}}}},
            {"components": {"securitySchemes": {"Key": {"type": "apiKey", "description": "B"}}}},
            [],
        ),
        (
            {"components": {"securitySchemes": {"Key": {"type": "apiKey"}, "Old": {}}}},
            {"components": {"securitySchemes": {"Key": {"type": "http"}, "New": {}}}},
            ["security-scheme-changed"],
        ),
    ],
)
def test_a_change_of_the_document_falls_under_a_rule(old, new, expected):
    assert codes(document(**old), document(**new)) == expected


@pytest.mark.parametrize("wrong", [{}, {"swagger": "2.0"}, {"openapi": "2.0"}])
def test_any_other_document_is_refused(wrong):
    with pytest.raises(ValueError, match=r"openapi: 3\.x"):
        compare(document(), wrong)


# --- what the service sends


def hook(schema: Any) -> dict[str, Any]:
    content = {"content": {JSON: {"schema": schema}}}
    return {"post": {"requestBody": content, "responses": {"200": {"description": "", **content}}}}


SENT = [
    lambda schema: document(webhooks={"sold": hook(schema)}),
    lambda schema: with_operation(callbacks={"sold": {"{$request.query.url}": hook(schema)}}),
]


@pytest.mark.parametrize("sending", SENT)
def test_clients_take_what_the_service_sends(sending):
    old, new = sending(TEXT), sending({"anyOf": [TEXT, NULL]})

    assert codes(old, new) == ["request-type-widened", "response-type-widened"]


def test_webhooks_come_and_go():
    old, new = document(webhooks={"sold": hook(TEXT)}), document(webhooks={"lost": hook(TEXT)})

    assert [(change.code, change.place) for change in compare(old, new)] == [
        ("operation-removed", "POST webhook sold"),
        ("operation-added", "POST webhook lost"),
    ]


# --- properties of any two documents

_limits = st.dictionaries(st.sampled_from(["minimum", "maximum"]), st.integers(-2, 3))
_lengths = st.dictionaries(st.sampled_from(["minLength", "maxLength"]), st.integers(0, 3))
_leaves = st.one_of(
    st.just({}),
    st.just(NULL),
    st.builds(lambda limits: {**INTEGER, **limits}, _limits),
    st.builds(lambda limits: {**NUMBER, **limits}, _limits),
    st.builds(lambda limits: {**TEXT, **limits}, _lengths),
    st.lists(
        st.sampled_from(["a", "b", 1, 2, None, True]), min_size=1, max_size=3, unique_by=repr
    ).map(lambda values: {"enum": values}),
)


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    names = st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2)
    objects = st.builds(
        lambda schemas, needed: properties(*sorted(needed & schemas.keys()), **schemas),
        names,
        st.sets(st.sampled_from(["a", "b"])),
    )
    unions = st.lists(inner, min_size=1, max_size=3).map(lambda members: {"anyOf": members})
    return st.one_of(objects, unions, inner.map(lambda items: {"type": "array", "items": items}))


_schemas = st.recursive(_leaves, _nested, max_leaves=5)
_values = st.recursive(
    st.sampled_from([None, True, 0, 1, 2, 1.5, "", "a", "b", "abcd"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.sampled_from(["a", "b"]), inner)
    ),
    max_leaves=4,
)


@settings(max_examples=60, deadline=None)
@given(_schemas)
def test_nothing_has_changed_in_an_equal_document(schema):
    for make in (taking, answering):
        assert compare(make(schema), make(copy.deepcopy(schema))) == []


@settings(max_examples=300, deadline=None)
@given(_schemas, _schemas, st.lists(_values, min_size=1, max_size=8))
def test_without_a_breaking_change_old_requests_stay_valid(old, new, values):
    changes = compare(taking(old), taking(new))
    if any(change.code == "request-property-added" for change in changes):
        return  # a client might have sent something else under the name, which it did not know
    if not any(change.level is Level.breaking for change in changes):
        for value in values:
            if jsonschema.Draft202012Validator(old).is_valid(value):
                assert jsonschema.Draft202012Validator(new).is_valid(value), json.dumps(value)


def test_every_rule_is_used_by_a_test():
    in_schemas = {
        f"{sender}-{name}" for *_, name in SCHEMAS if name for sender in ("request", "response")
    }
    in_operations = {
        code
        for *_, named in OPERATIONS
        for code in (named if isinstance(named, list) else filter(None, [named]))
    }
    in_tests_of_their_own = """operation-added operation-removed path-name-changed server-added
        server-removed security-scheme-changed request-default-changed response-default-changed
        required-request-property-added required-response-property-added"""

    assert in_schemas | in_operations | {*in_tests_of_their_own.split()} == RULES.keys()
