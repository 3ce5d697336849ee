"""W6: a handler that runs in a thread."""

from typing import Dict

from litestar import Litestar, get


def hello() -> Dict[str, str]:
    """Greet."""
    return {"message": "Hello World"}


app = Litestar([get("/", sync_to_thread=True)(hello)])
