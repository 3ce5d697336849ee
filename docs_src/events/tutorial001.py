from etude import Etude

app = Etude()

items: dict = {}


@app.on_event("startup")
async def fill_items():
    items["lamp"] = {"name": "Desk lamp"}
    items["chair"] = {"name": "Folding chair"}


@app.get("/items/{item_id}")
async def read_item(item_id: str):
    return items[item_id]
