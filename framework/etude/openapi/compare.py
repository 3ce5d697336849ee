"""What has changed between two documents, and whether clients of the old one notice.

One rule stands behind all: what clients could send is still taken, and what they receive was
possible before. `RULES` has the level of each kind of change.
"""

from __future__ import annotations

import re
from typing import Any, Iterator, List, Mapping, NamedTuple

from annotated_doc import Doc
from typing_extensions import Annotated

from ._changes import ANY, RULES, Change, Changes, Level, Sender, target_of
from ._schema_changes import compare_schemas

__all__ = ["RULES", "Change", "Level", "compare"]

Node = Mapping[str, Any]
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


def compare(
    old: Annotated[Node, Doc("The document that clients know.")],
    new: Annotated[Node, Doc("The document that is to take its place.")],
) -> List[Change]:
    """Return what has changed from one OpenAPI document to another, in their order.

    The documents follow OpenAPI 3.0, 3.1 or 3.2. Raises ValueError for any other.
    """
    for document in (old, new):
        if not str(document.get("openapi")).startswith("3."):
            raise ValueError("A document of OpenAPI 3 says `openapi: 3.x`, and this one does not.")
    changes = Changes(old, new)
    changes.words("", old, new, ("info", "tags", "externalDocs"))
    list(changes.pairs("server", "server", _servers(old), _servers(new)))
    schemes = (document.get("components", {}).get("securitySchemes", {}) for document in (old, new))
    _compare_schemes(changes, *schemes)
    _compare_paths(changes, old.get("paths", {}), new.get("paths", {}))
    _compare_paths(changes, _webhooks(old), _webhooks(new), are_sent=True)
    return changes.found


def _servers(document: Node) -> Node:
    return {server["url"]: server for server in document.get("servers") or [{"url": "/"}]}


def _compare_schemes(changes: Changes, before: Node, after: Node) -> None:
    """Compare what has the same name; where another scheme is needed, operations tell."""
    for name in before:
        old, new = ({**side.get(name, ANY), "description": ""} for side in (before, after))
        if name in after and old != new:
            changes.add("security-scheme-changed", f"security scheme {name}")


def _webhooks(document: Node) -> Node:
    return {f"webhook {name}": item for name, item in document.get("webhooks", {}).items()}


class _Place(NamedTuple):
    """An operation with what stands around it."""

    path: str
    item: Node
    operation: Node

    @property
    def names(self) -> list[str]:
        return re.findall(r"\{([^}]*)\}", self.path)


def _places(document: Node, paths: Node) -> Iterator[tuple[str, _Place]]:
    """Return each operation, by its method and a path without the names that nobody sends."""
    for path, reference in paths.items():
        item = target_of(document, reference)
        for key, operation in {**item, **item.get("additionalOperations", ANY)}.items():
            method = key[2:] if key.startswith("x-") else key
            is_operation = isinstance(operation, dict) and "responses" in operation
            if is_operation or key in _METHODS:
                shape = re.sub(r"\{[^}]*\}", "{}", path)
                yield f"{method.upper()} {shape}", _Place(path, item, operation)


def _compare_paths(changes: Changes, before: Node, after: Node, are_sent: bool = False) -> None:
    """Compare operations; those that are sent are requests of the service, taken by clients."""
    olds, news = dict(_places(changes.old, before)), dict(_places(changes.new, after))
    for key in {**olds, **news}:
        old, new = olds.get(key), news.get(key)
        shown = new or olds[key]
        changes.enter(f"{key.split()[0]} {shown.path}")
        if not changes.has_both("operation", "", old, new) or old is None or new is None:
            continue
        if not are_sent:
            _compare_operations(changes, old, new)
        sender, taker = list(Sender)[::-1] if are_sent else Sender
        _compare_bodies(changes, old.operation, new.operation, sender)
        _compare_responses(changes, old.operation, new.operation, taker)
        calls = _callbacks(changes.old, old), _callbacks(changes.new, new)
        _compare_paths(changes, calls[0], calls[1], are_sent=True)


def _callbacks(document: Node, place: _Place) -> Node:
    return {
        f"{path} (callback {name} of {place.path})": item
        for name, callback in place.operation.get("callbacks", {}).items()
        for path, item in target_of(document, callback).items()
    }


# One operation


def _compare_operations(changes: Changes, before: _Place, after: _Place) -> None:
    old, new = before.operation, after.operation
    changes.words("", old, new, ("summary", "description", "tags", "externalDocs"))
    if old.get("operationId") != new.get("operationId"):
        changes.add("operation-id-changed", "", f"the operation id was {old.get('operationId')}")
    if new.get("deprecated") and not old.get("deprecated"):
        changes.add("operation-deprecated")
    if before.path != after.path:
        changes.add("path-name-changed", "", f"the path was written {before.path}")
    _compare_security(changes, old, new)
    renamed = dict(zip(before.names, after.names))
    parameters = _parameters(changes.old, before, renamed), _parameters(changes.new, after, {})
    for part, was, is_ in changes.pairs("parameter", "the", *parameters):
        if any(was.get(key) != is_.get(key) for key in ("style", "explode", "allowReserved")):
            changes.add("parameter-form-changed", part, "is written otherwise")
        changes.words(part, was, is_, ("description",))
        compare_schemas(changes, _schema(was), _schema(is_), part, Sender.client)


def _compare_security(changes: Changes, old: Node, new: Node) -> None:
    before, after = _ways_in(changes.old, old), _ways_in(changes.new, new)
    if any(not any(needed <= given for needed in after) for given in before):
        changes.add("security-tightened", "", "what was enough to get in is not enough any more")
    elif any(not any(given <= needed for given in before) for needed in after):
        changes.add("security-loosened", "", "there is another way to get in")


def _ways_in(document: Node, operation: Node) -> list[set[tuple[str, str]]]:
    """Return the ways to get in: of each, the schemes and scopes that it needs."""
    listed = operation.get("security", document.get("security"))
    return [
        {(name, scope) for name, scopes in needed.items() for scope in ("", *scopes)}
        for needed in listed or [{}]
    ]


def _parameters(document: Node, place: _Place, renamed: Mapping[str, str]) -> dict[str, Any]:
    found = {}
    for listed in (*place.item.get("parameters", ()), *place.operation.get("parameters", ())):
        parameter = target_of(document, listed)
        where, name = parameter["in"], parameter["name"]
        name = renamed.get(name, name) if where == "path" else name
        found[f"{where} parameter {name.lower() if where == 'header' else name}"] = parameter
    return found


def _schema(described: Node) -> Any:
    """Return the schema of a parameter or a header, which may stand below a media type."""
    content = next(iter(described.get("content", {}).values()), described)
    return content.get("schema", ANY)


def _compare_bodies(changes: Changes, old: Node, new: Node, sender: Sender) -> None:
    bodies = ({"body": side["requestBody"]} if "requestBody" in side else {} for side in (old, new))
    for part, was, is_ in changes.pairs("body", "request", *bodies):
        _compare_contents(changes, was, is_, part, sender)


def _compare_contents(changes: Changes, old: Node, new: Node, part: str, sender: Sender) -> None:
    contents = (side.get("content", {}) for side in (old, new))
    for _, was, is_ in changes.pairs("media-type", f"{part}, media type", *contents):
        for key in ("schema", "itemSchema"):
            compare_schemas(changes, was.get(key, ANY), is_.get(key, ANY), part, sender)


def _compare_responses(changes: Changes, old: Node, new: Node, sender: Sender) -> None:
    before, after = old.get("responses", {}), new.get("responses", {})
    for status in before:
        if status not in after:
            kind = "error-response" if str(status)[0] in "45" else "response"
            changes.add(f"{kind}-removed", f"response {status}")
    stayed = {status: before[status] for status in before if status in after}
    for part, was, is_ in changes.pairs("response", "response", stayed, after):
        changes.words(part, was, is_, ("description",))
        _compare_contents(changes, was, is_, part, sender)
        headers = (side.get("headers", {}) for side in (was, is_))
        for name, one, other in changes.pairs("header", f"{part}, header", *headers):
            compare_schemas(changes, _schema(one), _schema(other), name, sender)
