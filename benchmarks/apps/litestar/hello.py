"""W1: the smallest handler."""

from typing import Dict

from litestar import Litestar, get


async def hello() -> Dict[str, str]:
    """Greet."""
    return {"message": "Hello World"}


app = Litestar([get("/")(hello)])
