"""W4: a thousand items, as models, as rows for a model, and as they are."""

from typing import Any, Callable, Dict, List

from pydantic import TypeAdapter
from pydantic_core import to_json

from benchmarks.apps.contents import ITEMS, ROWS, Item
from benchmarks.apps.floor.messages import Receive, Send, answer, not_found

LIST = TypeAdapter(List[Item])
VALIDATOR, SERIALIZER = LIST.validator, LIST.serializer

WRITERS: Dict[str, Callable[[], bytes]] = {
    "/models": lambda: SERIALIZER.to_json(ITEMS),
    "/rows": lambda: SERIALIZER.to_json(VALIDATOR.validate_python(ROWS)),
    "/plain": lambda: to_json(ROWS),
}


async def app(scope: Dict[str, Any], _receive: Receive, send: Send) -> None:
    """Return the items."""
    write = WRITERS.get(scope["path"])
    if write is None or scope["method"] != "GET":
        await not_found(send)
        return
    await answer(send, write())
