"""W7: many routes, found by the two parts of their paths that do not vary."""

from typing import Any, Dict

from pydantic_core import ValidationError, core_schema, to_json

from benchmarks.apps import many_routes
from benchmarks.apps.floor.messages import Receive, Send, answer, not_found, refuse, validator_of

ROUTES = {
    many_routes.path(number).rpartition("/")[0]: number for number in range(many_routes.COUNT)
}
_VALIDATOR = validator_of({"thing_id": core_schema.int_schema()})


async def app(scope: Dict[str, Any], _receive: Receive, send: Send) -> None:
    """Return which route this is, and what was asked for."""
    start, _, raw = scope["path"].rpartition("/")
    number = ROUTES.get(start)
    if number is None or not raw or scope["method"] != "GET":
        await not_found(send)
        return
    try:
        values = _VALIDATOR.validate_python({"thing_id": raw})
    except ValidationError as error:
        await refuse(send, error, {}, "path")
        return
    await answer(send, to_json({"route": number, "thing_id": values["thing_id"]}))
