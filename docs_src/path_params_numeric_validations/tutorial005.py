from etude import Etude, Path

app = Etude()


@app.get("/items/{item_id}")
async def read_item(
    *,
    item_id: int = Path(title="The number on the shelf label", gt=0, le=1000),
    q: str,
):
    return {"item_id": item_id, "q": q}
