from etude import Etude

app = Etude()


@app.get("/items/")
async def read_items(q: str | None = None):
    return {"q": q}
