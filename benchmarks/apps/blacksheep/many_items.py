"""W4: a thousand items, as models and as they are."""

from typing import Any, Dict, List

from blacksheep import Application

from benchmarks.apps.contents import ITEMS, ROWS, Item


async def read_models() -> List[Item]:
    """Return models."""
    return ITEMS


async def read_plain() -> List[Dict[str, Any]]:
    """Return rows that are sent as they are."""
    return ROWS


app = Application()
app.router.add_get("/models", read_models)
app.router.add_get("/plain", read_plain)
