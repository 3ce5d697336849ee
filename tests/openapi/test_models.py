"""The objects of an OpenAPI document as models."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from pydantic import BaseModel, ValidationError

from etude.openapi import constants, models

MODELS = [
    value
    for value in vars(models).values()
    if isinstance(value, type)
    and issubclass(value, BaseModel)
    and value.__module__ == models.__name__
]

DOCUMENT = {
    "openapi": "3.1.0",
    "info": {
        "title": "Shop",
        "summary": "Things to buy",
        "termsOfService": "/terms",
        "contact": {"name": "Anna", "url": "http://shop.example/", "email": "anna@shop.example"},
        "license": {"name": "MIT", "identifier": "MIT"},
        "version": "1",
        "x-audience": "partners",
    },
    "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
    "servers": [
        {"url": "https://{place}.shop.example/", "variables": {"place": {"default": "eu"}}},
        {"url": "/v1"},
    ],
    "paths": {
        "/items/{id}": {
            "parameters": [{"$ref": "#/components/parameters/id"}],
            "get": {
                "tags": ["items"],
                "operationId": "read",
                "parameters": [
                    {
                        "name": "size",
                        "in": "query",
                        "required": False,
                        "schema": {"type": ["integer", "null"], "minimum": 1.0},
                        "examples": {"small": {"summary": "Small", "value": 1, "x-note": True}},
                    }
                ],
                "responses": {
                    "200": {
                        "description": "The item",
                        "headers": {"ETag": {"schema": {"type": "string"}}},
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Item"}}
                        },
                        "links": {"next": {"operationId": "read", "parameters": {"id": 2}}},
                    }
                },
                "callbacks": {
                    "sold": {"{$url}": {"post": {"responses": {"200": {"description": "Ok"}}}}}
                },
                "security": [{"key": []}],
            },
            "put": {
                "requestBody": {
                    "required": True,
                    "content": {
                        "multipart/form-data": {
                            "schema": {"type": "object"},
                            "encoding": {
                                "photo": {
                                    "contentType": "image/png",
                                    "headers": {"X-Size": {"schema": {"type": "integer"}}},
                                }
                            },
                        }
                    },
                },
                "responses": {"204": {"description": "Written"}},
            },
        }
    },
    "webhooks": {"sold": {"post": {"responses": {"200": {"description": "Thanks"}}}}},
    "components": {
        "schemas": {
            "Item": {
                "$comment": "What is sold",
                "type": "object",
                "properties": {
                    "name": {"type": "string", "maxLength": 50},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}},
                    "rest": True,
                },
                "required": ["name"],
                "additionalProperties": False,
                "if": {"properties": {"name": {"const": "x"}}},
                "then": {"not": {"required": ["parts"]}},
                "else": True,
                "$defs": {"Part": {"type": "string"}},
                "discriminator": {"propertyName": "kind", "mapping": {"a": "#/a"}},
                "xml": {"name": "item", "wrapped": True},
                "externalDocs": {"url": "http://shop.example/items"},
            }
        },
        "parameters": {
            "id": {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
        },
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            "users": {
                "type": "oauth2",
                "flows": {
                    "password": {"tokenUrl": "/token", "scopes": {"me": "Yours"}},
                    "implicit": {"authorizationUrl": "/a", "scopes": {}},
                    "clientCredentials": {"tokenUrl": "/t", "refreshUrl": "/r", "scopes": {}},
                    "authorizationCode": {
                        "authorizationUrl": "/a",
                        "tokenUrl": "/t",
                        "scopes": {},
                    },
                },
            },
            "provider": {"type": "openIdConnect", "openIdConnectUrl": "/provider"},
        },
    },
    "tags": [{"name": "items", "externalDocs": {"url": "http://shop.example/"}}],
    "externalDocs": {"description": "More", "url": "http://shop.example/more"},
}


def dump(model: BaseModel) -> object:
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)


def test_a_document_goes_through_the_models_unchanged():
    document = dump(models.OpenAPI.model_validate(DOCUMENT))
    assert document == json.loads(json.dumps(DOCUMENT))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_can_be_built_and_has_a_schema(model):
    assert model.model_rebuild(force=True)
    schema = model.model_json_schema()
    assert model.__name__ in (schema.get("title"), schema.get("$ref", "").rpartition("/")[2])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_extensions_are_kept_except_where_the_specification_has_none(model):
    closed = (models.Reference, models.Discriminator)
    assert model.model_config.get("extra") == (None if model in closed else "allow")


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (models.Contact, {"email": "nobody"}),
        (models.Contact, {"url": "not a url"}),
        (models.License, {"identifier": "MIT"}),
        (models.Tag, {"description": "without a name"}),
        (models.Server, {"description": "without a url"}),
        (models.ServerVariable, {"default": "eu", "enum": []}),
        (models.Schema, {"type": "text"}),
        (models.Schema, {"multipleOf": 0}),
        (models.Schema, {"maxLength": -1}),
        (models.HTTPBearer, {"scheme": "basic"}),
        (models.APIKey, {"in": "path", "name": "key"}),
        (models.Response, {}),
    ],
)
def test_what_the_specification_forbids_is_refused(model, values):
    with pytest.raises(ValidationError):
        model.model_validate(values)


def test_addresses_are_normalised():
    assert dump(models.Contact.model_validate({"url": "http://shop.example"})) == {
        "url": "http://shop.example/"
    }


def test_an_email_address_is_any_string_without_the_validator():
    program = (
        "import sys\n"
        "sys.modules['email_validator'] = None\n"
        "from etude.openapi.models import Contact\n"
        "print(Contact(email='nobody').email)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert ran.stdout.strip() == "nobody"


def test_the_old_example_of_a_schema_says_what_replaces_it():
    schema = models.Schema(example=1)
    with pytest.warns(DeprecationWarning, match="examples"):
        assert schema.example == 1


def test_importing_the_models_builds_none_of_them():
    program = (
        "from etude.openapi import models\n"
        "print(models.OpenAPI.__pydantic_complete__, models.OAuthFlows.__pydantic_complete__)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert ran.stdout.split() == ["False", "False"]


def test_a_reference_is_the_prefix_and_the_name():
    assert constants.REF_TEMPLATE.format(model="Item") == constants.REF_PREFIX + "Item"
    assert constants.REF_PREFIX == "#/components/schemas/"


def test_every_method_but_options_and_trace_may_document_a_body():
    assert {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} == constants.METHODS_WITH_BODY
