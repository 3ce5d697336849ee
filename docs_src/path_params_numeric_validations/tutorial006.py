from etude import Etude, Path, Query

app = Etude()


@app.get("/items/{item_id}")
async def read_item(
    *,
    item_id: int = Path(title="The number on the shelf label", ge=0, le=1000),
    q: str,
    size: float = Query(gt=0, lt=10.5),
):
    return {"item_id": item_id, "q": q, "size": size}
