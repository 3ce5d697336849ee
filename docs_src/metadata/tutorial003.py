from etude import Etude

app = Etude(docs_url="/documentation", redoc_url=None)


@app.get("/items/")
async def read_items():
    return [{"name": "Night Train to the Coast"}]
