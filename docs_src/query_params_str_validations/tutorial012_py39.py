from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(q: list[str] = Query(default=["foo", "bar"])):
    return {"q": q}
