from etude import Etude

app = Etude()


@app.get("/items/", include_in_schema=False)
async def read_items():
    return [{"item_id": "kettle"}]
