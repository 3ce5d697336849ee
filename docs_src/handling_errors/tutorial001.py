from etude import Etude, HTTPException

app = Etude()

items = {"lamp": "A lamp that turns in every direction"}


@app.get("/items/{item_id}")
async def read_item(item_id: str):
    if item_id not in items:
        raise HTTPException(status_code=404, detail="Item not found")
    return {"item": items[item_id]}
