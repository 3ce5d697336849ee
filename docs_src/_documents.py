"""Comparing the OpenAPI document of an example with its one snapshot, and with the standard."""

from __future__ import annotations

import difflib
import json
import os
from pathlib import Path
from typing import Any

from openapi_spec_validator import OpenAPIV31SpecValidator


class Mismatch(Exception):
    """A document is not what it must be; the text of the exception is what people read."""


def compare(expected: Any, document: Any, *, expected_name: str, name: str) -> None:
    """Raise Mismatch with a unified diff unless both documents say the same, in the same order."""
    before, after = (_text(_normalised(value)) for value in (expected, document))
    if before != after:
        lines = difflib.unified_diff(
            before.splitlines(), after.splitlines(), expected_name, name, lineterm="", n=4
        )
        raise Mismatch(
            "\n".join([f"{name}: its document is not the one of {expected_name}", *lines])
        )


def validate(document: Any, *, name: str) -> None:
    """Raise Mismatch that lists what the standard does not allow, unless it allows everything."""
    problems = [
        f"  {'/'.join(map(str, error.absolute_path)) or 'the document'}: {error.message}"
        for error in OpenAPIV31SpecValidator(_without_streams(document)).iter_errors()
    ]
    if problems:
        raise Mismatch("\n".join([f"{name}: its document is not valid OpenAPI 3.1", *problems]))


def _without_streams(value: Any) -> Any:
    """Return the document with `schema` for `itemSchema`, which only OpenAPI 3.2 has, of streams."""
    if isinstance(value, dict):
        names = {"itemSchema": "schema"}
        return {names.get(key, key): _without_streams(item) for key, item in value.items()}
    return [_without_streams(item) for item in value] if isinstance(value, list) else value


def read(snapshot: Path) -> Any:
    """Read a snapshot; raise Mismatch that says how to write it when there is none."""
    if not snapshot.is_file():
        raise Mismatch(
            f"There is no snapshot {snapshot.name} in {snapshot.parent.parent.name}/tests."
            " If the example is right, write it: pytest docs_src --update-openapi"
        )
    return json.loads(snapshot.read_text(encoding="utf-8"))


def update(snapshot: Path, document: Any) -> None:
    """Write a snapshot unless it says the same already.

    The file is replaced at once, so that several workers may do it together.
    """
    if snapshot.is_file() and _text(_normalised(read(snapshot))) == _text(_normalised(document)):
        return
    snapshot.parent.mkdir(exist_ok=True)
    draft = snapshot.with_name(f".{snapshot.name}.{os.getpid()}")
    draft.write_bytes(_text(document).encode("utf-8"))
    os.replace(draft, snapshot)


def _text(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _normalised(value: Any) -> Any:
    """Return the value without the differences between Pydantic's versions that change no meaning.

    Those are: whole numbers written 3 or 3.0 (bounds of float fields), and `deprecated` that newer
    versions repeat in the schema of a deprecated parameter.
    """
    if isinstance(value, dict):
        return {key: _normalised(item) for key, item in _without_repetition(value).items()}
    if isinstance(value, list):
        return [_normalised(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _without_repetition(node: dict[str, Any]) -> dict[str, Any]:
    schema = node.get("schema")
    if not (node.get("deprecated") is True and "in" in node and isinstance(schema, dict)):
        return node
    return {**node, "schema": {key: schema[key] for key in schema if key != "deprecated"}}
