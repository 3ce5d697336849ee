"""W2 and W9: one path parameter, three constrained query parameters."""

from typing import Any, Dict

from pydantic_core import ValidationError, core_schema, to_json

from benchmarks.apps.floor.messages import (
    Receive,
    Send,
    answer,
    not_found,
    read_query,
    refuse,
    validator_of,
)

PREFIX = "/items/"
WHERE = {"item_id": "path"}

_VALIDATOR = validator_of(
    {
        "item_id": core_schema.int_schema(ge=1),
        "limit": core_schema.int_schema(ge=1, le=100),
        "name": core_schema.str_schema(min_length=2, max_length=40, pattern="^[a-z-]+$"),
        "discount": core_schema.with_default_schema(
            core_schema.float_schema(ge=0, lt=1), default=0.0
        ),
    }
)


async def app(scope: Dict[str, Any], _receive: Receive, send: Send) -> None:
    """Return what was asked for."""
    path = scope["path"]
    if scope["method"] != "GET" or not path.startswith(PREFIX) or "/" in path[len(PREFIX) :]:
        await not_found(send)
        return
    raw = read_query(scope["query_string"])
    raw["item_id"] = path[len(PREFIX) :]
    try:
        values = _VALIDATOR.validate_python(raw)
    except ValidationError as error:
        await refuse(send, error, WHERE, "query")
        return
    await answer(send, to_json(values))
