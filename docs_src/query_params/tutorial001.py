from etude import Etude

app = Etude()

stock = [{"name": "Lamp"}, {"name": "Chair"}, {"name": "Desk"}]


@app.get("/items/")
async def read_items(skip: int = 0, limit: int = 10):
    return stock[skip : skip + limit]
