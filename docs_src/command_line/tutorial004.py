import time

from etude import Etude

app = Etude(title="Shop")


@app.get("/items/{item_id}")
async def read_item(item_id: str):
    time.sleep(0.1)
    return {"item_id": item_id}


@app.get("/items/latest")
def read_latest_item():
    return {"item_id": "lamp"}


@app.get("/shops/{shop_id}/items")
def read_items_of_shop():
    return [{"item_id": "lamp"}]
