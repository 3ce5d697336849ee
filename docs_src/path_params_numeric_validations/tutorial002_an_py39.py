from typing import Annotated

from etude import Etude, Path

app = Etude()


@app.get("/items/{item_id}")
async def read_item(
    q: str,
    item_id: Annotated[int, Path(title="The number on the shelf label")],
):
    return {"item_id": item_id, "q": q}
