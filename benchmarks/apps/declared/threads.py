"""W6: an operation that runs in a thread."""

from typing import Dict

from benchmarks.apps.declared.framework import Application

app = Application()


@app.get("/", response_model=None)
def hello() -> Dict[str, str]:
    """Greet."""
    return {"message": "Hello World"}
