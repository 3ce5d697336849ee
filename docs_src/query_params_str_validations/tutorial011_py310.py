from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(q: list[str] | None = Query(default=None)):
    return {"q": q}
