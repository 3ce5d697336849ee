from etude import Etude, Path, Query
from typing_extensions import Annotated

app = Etude()


@app.get("/items/{item_id}")
async def read_item(
    item_id: Annotated[int, Path(title="The number on the shelf label", ge=0, le=1000)],
    q: str,
    size: Annotated[float, Query(gt=0, lt=10.5)],
):
    return {"item_id": item_id, "q": q, "size": size}
