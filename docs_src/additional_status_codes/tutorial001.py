from typing import Optional

from etude import Body, Etude, status
from etude.responses import JSONResponse

app = Etude()

items = {"lamp": {"name": "Lamp", "size": 30}, "desk": {"name": "Desk", "size": 140}}


@app.put("/items/{item_id}", responses={201: {"description": "Item created"}})
async def upsert_item(
    item_id: str,
    name: Optional[str] = Body(default=None),
    size: Optional[int] = Body(default=None),
):
    if item_id in items:
        item = items[item_id]
        item["name"] = name
        item["size"] = size
        return item
    item = {"name": name, "size": size}
    items[item_id] = item
    return JSONResponse(status_code=status.HTTP_201_CREATED, content=item)
