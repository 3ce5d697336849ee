from typing import Union

from etude import Etude

app = Etude()


@app.get("/items/{item_id}")
async def read_item(
    item_id: str, needy: str, skip: int = 0, limit: Union[int, None] = None
):
    return {"item_id": item_id, "needy": needy, "skip": skip, "limit": limit}
