"""W1: the smallest handler."""

from typing import Dict

from blacksheep import Application


async def hello() -> Dict[str, str]:
    """Greet."""
    return {"message": "Hello World"}


app = Application()
app.router.add_get("/", hello)
