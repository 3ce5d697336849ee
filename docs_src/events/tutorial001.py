from etude import Etude, HTTPException

app = Etude()

items: dict = {}


@app.on_event("startup")
async def fill_items():
    items["lamp"] = {"name": "Desk lamp"}
    items["chair"] = {"name": "Folding chair"}


@app.get("/items/{item_id}")
async def read_item(item_id: str):
    if item_id not in items:
        raise HTTPException(status_code=404, detail="Item not found")
    return items[item_id]
