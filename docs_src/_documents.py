"""Comparing the OpenAPI document of an example with its one snapshot, and with the standard."""

from __future__ import annotations

import difflib
import functools
import json
import os
from pathlib import Path
from typing import Any

import openapi_spec_validator

VERSIONS = ("3.1.0", "3.0.3", "3.2.0")
"""The versions of OpenAPI in which each document must be valid, the default one first."""


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
    """Raise Mismatch that lists what the standard does not allow, unless it allows everything.

    The standard is the version of OpenAPI that the document names.
    """
    version = document["openapi"][:3]
    problems = _problems(json.dumps(document), version)
    if problems:
        title = f"{name}: its document is not valid OpenAPI {version}"
        raise Mismatch("\n".join([title, *problems]))


@functools.lru_cache(maxsize=2 * len(VERSIONS))  # the forms of an example have one document
def _problems(document: str, version: str) -> tuple[str, ...]:
    name = f"OpenAPIV{version.replace('.', '')}SpecValidator"
    # The last openapi-spec-validator for Python 3.8 does not know 3.2; newer Pythons check that.
    make_validator = getattr(openapi_spec_validator, name, None)
    if make_validator is None and version == "3.2":
        return ()
    return tuple(
        f"  {'/'.join(map(str, error.absolute_path)) or 'the document'}: {error.message}"
        for error in make_validator(json.loads(document)).iter_errors()
    )


def write(document: Any, folder: Path, example: str) -> None:
    """Write a document for other programs that check it: FOLDER/3.1/query_params.tutorial006.json."""
    path = folder / document["openapi"][:3] / f"{example.replace('/', '.')}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_text(document).encode("utf-8"))


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
