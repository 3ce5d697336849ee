from etude import Etude, Path
from typing_extensions import Annotated

app = Etude()


@app.get("/items/{item_id}")
async def read_item(
    q: str,
    item_id: Annotated[int, Path(title="The number on the shelf label")],
):
    return {"item_id": item_id, "q": q}
