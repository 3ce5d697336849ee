"""A document in an older version of OpenAPI: what that version cannot say, said as it can.

Documents are described as in 3.2, the newest version. For an older one, the rows of `_REWRITES` that
are newer than it are applied to each object, and what is left of newer fields is kept as an extension
(`x-...`). What the older version knows stays as it is: a document of 3.0 is the same after all this.

The steps from 3.1 to 3.0 are those of https://learn.openapis.org/upgrading/v3.0-to-v3.1.html, backwards.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any, Callable, Mapping, Sequence

from annotated_doc import Doc
from typing_extensions import Annotated

from ..exceptions import DeclarationError

_Object = Mapping[str, Any]
_Rewrite = Callable[[_Object], _Object]

_FULL = {"3.0": "3.0.3", "3.1": "3.1.0", "3.2": "3.2.0"}


def full_version(version: Annotated[str, Doc("As people write it, for example `3.1`.")]) -> str:
    """Return a version with its three numbers; refuse one that no document can have."""
    is_text = isinstance(version, str)  # an attribute may hold anything
    if not (is_text and re.fullmatch(r"3\.[012](\.\d+(-.+)?)?", version)):
        raise DeclarationError(
            f"openapi_version is {version!r}. Documents follow OpenAPI 3.0, 3.1 or 3.2: give "
            "'3.0.3', '3.1.0' or '3.2.0'."
        )
    return _FULL.get(version, version)


def in_version(
    described: Annotated[_Object, Doc("A document of OpenAPI 3.2 or older, or a part of one.")],
    version: Annotated[str, Doc("The version that it shall follow: 3.0.x, 3.1.x or 3.2.x.")],
    kind: Annotated[str, Doc("Which object of the specification a part is.")] = "OpenAPI",
) -> dict[str, Any]:
    """Return a document as an older version of OpenAPI can say it; nothing is changed in place.

    Raises DeclarationError for another version. Standard: OpenAPI 3.0.3, 3.1.0 and 3.2.0.
    """
    full = full_version(version)
    schemes = described.get("components", {}).get("securitySchemes", {})
    converter = _Converter(int(full[2]), schemes)
    converted: dict[str, Any] = converter.convert(kind, described)
    return {**converted, "openapi": full} if kind == "OpenAPI" else converted


_OBJECTS = {
    "OpenAPI": "info:Info servers:Server* paths:PathItem* components:Components tags:Tag*"
    " security:Requirement* webhooks:PathItem*@1 jsonSchemaDialect@1 $self@2",
    "Info": "license:License summary@1",
    "License": "identifier@1",
    "Server": "name@2",
    "Tag": "summary@2 parent@2 kind@2",
    "Components": "schemas:Schema* responses:Response* parameters:Parameter* examples:Example*"
    " requestBodies:RequestBody* headers:Parameter* securitySchemes:SecurityScheme*"
    " callbacks:PathItem** pathItems:PathItem*@1 mediaTypes:MediaType*@2",
    "PathItem": "get:Operation put:Operation post:Operation delete:Operation options:Operation"
    " head:Operation patch:Operation trace:Operation query:Operation@2"
    " additionalOperations:Operation* servers:Server* parameters:Parameter*",
    "Operation": "parameters:Parameter* requestBody:RequestBody responses:Response*"
    " callbacks:PathItem** security:Requirement* servers:Server*",
    "Parameter": "schema:Schema content:MediaType* examples:Example*",
    "RequestBody": "content:MediaType*",
    "Response": "headers:Parameter* content:MediaType* summary@2",
    "MediaType": "schema:Schema itemSchema:Schema examples:Example* encoding:Encoding*"
    " prefixEncoding@2 itemEncoding@2",
    "Encoding": "headers:Parameter* encoding@2 prefixEncoding@2 itemEncoding@2",
    "Example": "dataValue@2 serializedValue@2",
    "SecurityScheme": "flows:OAuthFlows deprecated@2 oauth2MetadataUrl@2",
    "OAuthFlows": "deviceAuthorization@2",
    "Requirement": "",
    "Schema": "allOf:Schema* anyOf:Schema* oneOf:Schema* not:Schema items:Schema"
    " properties:Schema* additionalProperties:Schema if:Schema@1 then:Schema@1 else:Schema@1"
    " prefixItems:Schema*@1 contains:Schema@1 propertyNames:Schema@1 contentSchema:Schema@1"
    " dependentSchemas:Schema*@1 patternProperties:Schema*@1 $defs:Schema*@1"
    " unevaluatedItems:Schema@1 unevaluatedProperties:Schema@1",
}
"""The fields of objects that hold objects, or that are newer than OpenAPI 3.0.

A field is written `name:kind@since`: a star is for a list or a map of the kind, and `since` is the
second number of the version that brought the field.
"""

_WORDS_OF_SCHEMAS = (
    "$ref title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength"
    " pattern maxItems minItems uniqueItems maxProperties minProperties required enum type allOf"
    " oneOf anyOf not items properties additionalProperties description format default nullable"
    " discriminator readOnly writeOnly xml externalDocs example deprecated"
)
"""What a Schema Object holds in OpenAPI 3.0.3, section 4.7.24; it may hold nothing else."""


def _read(fields: str) -> dict[str, tuple[str, int]]:
    """Return the kind and the version of each field."""
    rows = (re.fullmatch(r"([^:@]+):?([^@]*)@?(.*)", field) for field in fields.split())
    return {row[1]: (row[2], int(row[3] or 0)) for row in rows if row}


_FIELDS = {kind: _read(fields) for kind, fields in _OBJECTS.items()}
_MAPPINGS = (dict, Mapping)  # most are of the first, which costs less to ask
_KNOWN_OF_SCHEMAS = set(_WORDS_OF_SCHEMAS.split())


class _Converter:
    """Writes objects in one version; a part of one object says which kind of object it is."""

    def __init__(self, minor: int, schemes: Mapping[str, Any]) -> None:
        self._minor = minor
        requirement: _Rewrite = partial(_requirement, schemes)
        rewrites = {**_REWRITES, "Requirement": (1, [requirement])}
        self._rewrites = {kind: rows for kind, (since, rows) in rewrites.items() if since > minor}
        left = ("Schema", "Schema*") if minor >= 1 else ()  # JSON Schema 2020-12, as in 3.2
        self._fields = {
            kind: {name: ("" if part in left else part, since) for name, (part, since) in rows}
            for kind, rows in ((kind, fields.items()) for kind, fields in _FIELDS.items())
        }

    def convert(self, kind: str, value: Any) -> Any:
        """Return an object of this kind, or of several in a list or a map, in the version."""
        if kind[-1] == "*":
            return self._convert_several(kind[:-1], value)
        if isinstance(value, bool) and kind == "Schema":
            return {} if value else {"not": {}}
        if not isinstance(value, _MAPPINGS):
            return value
        if "$ref" in value and self._minor < 1 and kind not in ("Schema", "PathItem"):
            return {"$ref": value["$ref"]}  # nothing may stand beside it
        for rewrite in self._rewrites.get(kind, ()):
            value = rewrite(value)
        return self._convert_fields(kind, value)

    def _convert_several(self, kind: str, value: Any) -> Any:
        if isinstance(value, _MAPPINGS):
            return {name: self.convert(kind, part) for name, part in value.items()}
        return [self.convert(kind, part) for part in value] if isinstance(value, list) else value

    def _convert_fields(self, kind: str, value: _Object) -> dict[str, Any]:
        """Return an object whose fields the version does not know are extensions."""
        fields, converted = self._fields[kind], {}
        known = _KNOWN_OF_SCHEMAS if kind == "Schema" else value
        for name, part in value.items():
            part_kind, since = fields.get(name) or ("", int(name not in known))
            if since > self._minor and name[:2] != "x-":
                name = f"x-{name.lstrip('$')}"
            is_plain = not part_kind or (name == "additionalProperties" and part in (True, False))
            converted[name] = part if is_plain else self.convert(part_kind, part)
        return converted


def _without(value: _Object, *names: str) -> dict[str, Any]:
    return {name: part for name, part in value.items() if name not in names}


# From 3.2 to 3.1


def _stream(media_type: _Object) -> _Object:
    """Describe a stream as the list of its items, which is what it holds when it has ended."""
    if "itemSchema" not in media_type:
        return media_type
    rest = _without(media_type, "itemSchema")
    return {"schema": {"type": "array", "items": media_type["itemSchema"]}, **rest}


def _further_methods(item: _Object) -> _Object:
    """Describe methods that the version does not know as extensions."""
    if "additionalOperations" not in item:
        return item
    further = item["additionalOperations"]
    extensions = {f"x-{method.lower()}": operation for method, operation in further.items()}
    return {**_without(item, "additionalOperations"), **extensions}


# From 3.1 to 3.0


def _license(license_: _Object) -> _Object:
    """Name a licence by the address of its text in the place of its SPDX identifier."""
    identifier = str(license_.get("identifier", ""))
    if "url" in license_ or not re.fullmatch(r"[\w.+-]+", identifier):
        return license_
    url = f"https://spdx.org/licenses/{identifier}.html"
    return {**_without(license_, "identifier"), "url": url}


_MUTUAL = "mutualTLS"


def _components(components: _Object) -> _Object:
    """Leave out security schemes of the connection, which have no word in 3.0."""
    schemes: Mapping[str, Any] = components.get("securitySchemes", {})
    kept = {name: scheme for name, scheme in schemes.items() if scheme.get("type") != _MUTUAL}
    return {**components, "securitySchemes": kept} if kept != schemes else components


def _requirement(schemes: Mapping[str, Any], requirement: _Object) -> _Object:
    """Leave out schemes of the connection, and roles, which only OAuth2 and OpenID have in 3.0."""
    types = {name: scheme.get("type") for name, scheme in schemes.items()}
    return {
        name: scopes if types.get(name) in ("oauth2", "openIdConnect", None) else []
        for name, scopes in requirement.items()
        if types.get(name) != _MUTUAL
    }


_NULL = {"type": "null"}
_NULL_OF_3_0 = {"type": "object", "nullable": True, "enum": [None]}
_NOTES = {"title", "description", "default", "example", "examples", "deprecated"}


def _union_with_null(schema: _Object) -> _Object:
    """Say of the only other member that it may be null; beside several, or a `$ref`, null stays."""
    for word in ("anyOf", "oneOf"):
        members = schema.get(word)
        if not isinstance(members, list) or _NULL not in members:
            continue
        others, rest = [one for one in members if one != _NULL], _without(schema, word)
        only: Any = others[0] if len(others) == 1 else {}
        is_typed = isinstance(only, Mapping) and isinstance(only.get("type"), str)
        if is_typed and only.keys() & rest.keys() <= _NOTES:
            return {**only, "nullable": True, **rest}
        return {**rest, word: [*others, _NULL_OF_3_0]}
    return schema


def _types(schema: _Object) -> _Object:
    """Give a schema one type, and describe several as a union."""
    types = schema.get("type")
    if types == "null":
        return {**_without(schema, "const", "enum"), **_NULL_OF_3_0}
    if not isinstance(types, list):
        return schema
    if "null" in types:
        named = [one for one in types if one != "null"]
        return _types({**schema, "type": named or "null", "nullable": True})
    if len(types) == 1:
        return {**schema, "type": types[0]}
    nullable = {"nullable": True} if "nullable" in schema else {}
    union = {"anyOf": [{"type": one, **nullable} for one in types]}
    rest = _without(schema, "type", "nullable")
    return {**rest, "allOf": [*rest.get("allOf", ()), union]}


def _constant(schema: _Object) -> _Object:
    """Describe a constant as the only one of its values, and list null where it is one."""
    if "const" in schema:
        schema = {**_without(schema, "const"), "enum": [schema["const"]]}
    enum = schema.get("enum")
    if schema.get("nullable") and isinstance(enum, list) and None not in enum:
        return {**schema, "enum": [*enum, None]}
    return schema


def _bounds(schema: _Object) -> _Object:
    """Say of a bound that it is excluded; of two bounds, the tighter one stays."""
    for name, exclusive, tighter in (
        ("minimum", "exclusiveMinimum", max),
        ("maximum", "exclusiveMaximum", min),
    ):
        excluded, included = schema.get(exclusive), schema.get(name)
        if isinstance(excluded, bool) or not isinstance(excluded, (int, float)):
            continue
        schema = _without(schema, exclusive)
        if included is None or tighter(included, excluded) == excluded:
            schema = {**schema, name: excluded, exclusive: True}
    return schema


def _example(schema: _Object) -> _Object:
    """Show the first of several examples."""
    examples = schema.get("examples")
    if not isinstance(examples, list):
        return schema
    shown = {"example": examples[0]} if examples else {}
    return {**shown, **_without(schema, "examples")}


def _items(schema: _Object) -> _Object:
    """Describe the items of a tuple by one schema, and those of every list by some schema."""
    if "prefixItems" not in schema:
        lacks_them = schema.get("type") == "array" and "items" not in schema
        return {**schema, "items": {}} if lacks_them else schema
    first, rest = schema["prefixItems"], schema.get("items", True)
    if rest is False or schema.get("maxItems", len(first) + 1) <= len(first):
        schema = {"maxItems": len(first), **schema}
    else:
        first = [*first, rest]
    distinct = [one for number, one in enumerate(first) if one not in first[:number]]
    items = distinct[0] if len(distinct) == 1 else {"anyOf": distinct}
    return {**_without(schema, "prefixItems"), "items": items}


def _content(schema: _Object) -> _Object:
    """Name the format of bytes; what a text holds has no word in 3.0."""
    media_type, encoding = schema.get("contentMediaType"), schema.get("contentEncoding")
    if encoding == "base64":
        return {**_without(schema, "contentMediaType", "contentEncoding"), "format": "byte"}
    if media_type == "application/octet-stream" and encoding is None:
        return {**_without(schema, "contentMediaType"), "format": "binary"}
    return schema


def _patterns(schema: _Object) -> _Object:
    """Let an object hold more than its properties where patterns allow it."""
    return _without(schema, "additionalProperties") if "patternProperties" in schema else schema


def _reference(schema: _Object) -> _Object:
    """Put a reference into a list of its own where anything stands beside it."""
    if "$ref" not in schema or len(schema) == 1:
        return schema
    rest = _without(schema, "$ref")
    return {**rest, "allOf": [{"$ref": schema["$ref"]}, *rest.get("allOf", ())]}


_REWRITES: Mapping[str, tuple[int, Sequence[_Rewrite]]] = {
    "MediaType": (2, [_stream]),
    "PathItem": (2, [_further_methods]),
    "License": (1, [_license]),
    "Components": (1, [_components]),
    "Schema": (
        1,
        [
            _union_with_null,
            _types,
            _constant,
            _bounds,
            _example,
            _items,
            _content,
            _patterns,
            _reference,
        ],
    ),
}
"""What takes an object one version back, with the second number of the newer version."""
