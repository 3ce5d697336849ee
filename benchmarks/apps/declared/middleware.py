"""W12: a class of plain ASGI and a function around the smallest operation."""

from typing import Any, Dict

from benchmarks.apps.declared.framework import Application
from benchmarks.apps.middleware import MarkingMiddleware

app = Application()
app.add_middleware(MarkingMiddleware)


@app.middleware("http")
async def mark(request: Any, call_next: Any) -> Any:
    """Add a header to the response."""
    response = await call_next(request)
    response.headers["x-own-function"] = "1"
    return response


@app.get("/", response_model=None)
async def hello() -> Dict[str, str]:
    """Greet."""
    return {"message": "Hello World"}
