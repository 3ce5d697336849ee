from typing import Optional

from etude import Etude

app = Etude()


@app.get("/items/{item_id}")
async def read_item(item_id: str, q: Optional[str] = None):
    if q is None:
        return {"item_id": item_id}
    return {"item_id": item_id, "q": q}
