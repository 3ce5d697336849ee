"""W1: the smallest operation."""

from typing import Dict

from benchmarks.apps.declared.framework import Application

app = Application()


@app.get("/", response_model=None)
async def hello() -> Dict[str, str]:
    """Greet."""
    return {"message": "Hello World"}
