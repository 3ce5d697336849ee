from typing import Annotated

from etude import Etude, Path

app = Etude()


@app.get("/items/{item_id}")
async def read_item(
    item_id: Annotated[int, Path(title="The number on the shelf label", ge=1)],
    q: str,
):
    return {"item_id": item_id, "q": q}
