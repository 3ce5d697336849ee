from etude import Etude

app = Etude()


@app.get("/items/", tags=["items"])
async def read_items():
    return [{"name": "Lamp", "price": 45.5}]


@app.get("/users/", tags=["users"])
async def read_users():
    return [{"username": "mila"}]


@app.get("/elements/", tags=["items"], deprecated=True)
async def read_elements():
    return [{"item_id": "lamp"}]
