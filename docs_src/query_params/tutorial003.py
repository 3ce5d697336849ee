from typing import Optional

from etude import Etude

app = Etude()


@app.get("/items/{item_id}")
async def read_item(item_id: str, q: Optional[str] = None, short: bool = False):
    item = {"item_id": item_id}
    if q is not None:
        item["q"] = q
    if not short:
        item["description"] = "Oak, two drawers, made to order in about three weeks"
    return item
