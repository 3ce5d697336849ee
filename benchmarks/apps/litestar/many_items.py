"""W4: a thousand items, as models and as they are."""

from typing import Any, Dict, List

from litestar import Litestar, get

from benchmarks.apps.contents import ITEMS, ROWS, Item


async def read_models() -> List[Item]:
    """Return models."""
    return ITEMS


async def read_plain() -> List[Dict[str, Any]]:
    """Return rows that are sent as they are."""
    return ROWS


app = Litestar([get("/models")(read_models), get("/plain")(read_plain)])
