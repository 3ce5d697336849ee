"""W4: a thousand items, as models, as rows for a model, and as they are."""

from typing import Any, Dict, List

from benchmarks.apps.contents import ITEMS, ROWS, Item
from benchmarks.apps.declared.framework import Application

app = Application()


@app.get("/models")
async def read_models() -> List[Item]:
    """Return models."""
    return ITEMS


@app.get("/rows", response_model=List[Item])
async def read_rows() -> List[Dict[str, Any]]:
    """Return rows that are sent as models."""
    return ROWS


@app.get("/plain", response_model=None)
async def read_plain() -> List[Dict[str, Any]]:
    """Return rows that are sent as they are."""
    return ROWS
