"""W5: what the dependencies do, in one function."""

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
from benchmarks.apps.settings import Settings

WHERE = {"accept-language": "header"}
HEADERS = {b"x-token": "x-token", b"accept-language": "accept-language"}

_default = core_schema.with_default_schema
_VALIDATOR = validator_of(
    {
        "accept-language": _default(core_schema.str_schema(max_length=40), default="en"),
        "limit": _default(core_schema.int_schema(ge=1), default=10),
        "offset": _default(core_schema.int_schema(ge=0), default=0),
    }
)


async def app(scope: Dict[str, Any], _receive: Receive, send: Send) -> None:
    """Return what the functions of the other subjects find."""
    if scope["path"] != "/tasks" or scope["method"] != "GET":
        await not_found(send)
        return
    raw = read_query(scope["query_string"])
    for name, value in scope["headers"]:
        if name in HEADERS:
            raw[HEADERS[name]] = value.decode("latin-1")
    token = raw.pop("x-token", "")
    try:
        values = _VALIDATOR.validate_python(raw)
    except ValidationError as error:
        await refuse(send, error, WHERE, "query")
        return
    settings = Settings()
    try:
        await answer_tasks(settings, token, values, send)
    finally:
        settings.close()


async def answer_tasks(settings: Settings, token: str, values: Dict[str, Any], send: Send) -> None:
    """Send the tasks page of the user to whom the token belongs."""
    user = settings.users.get(token)
    if user is None:
        await answer(send, b'{"detail":"Unknown token"}', 401)
        return
    content = {
        "user": user,
        "allowed": {"may_read": True, "may_write": user == "ada"},
        "page": {
            "limit": min(values["limit"], settings.largest_page),
            "offset": values["offset"],
        },
        "language": values["accept-language"],
    }
    await answer(send, to_json(content))
