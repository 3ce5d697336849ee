"""The operations of an application as tools."""

from fastapi import FastAPI
from fastapi_mcp import FastApiMCP

app = FastAPI()


@app.get("/items/{item_id}", operation_id="read_item")
async def read_item(item_id: int, short: bool = False) -> dict[str, int]:
    """Read an item."""
    return {"id": item_id}


def answers():
    mcp = FastApiMCP(app)
    mcp.mount_http()
    return [tool.model_dump() for tool in mcp.tools]
