from etude import Etude

app = Etude()


@app.get("/")
def read_root():
    return {"message": "Welcome to the shop"}


@app.get("/items/{item_id}")
def read_item(item_id: int, colour: str | None = None):
    return {"item_id": item_id, "colour": colour}
