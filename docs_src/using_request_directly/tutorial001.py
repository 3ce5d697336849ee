from etude import Etude, Request

app = Etude()


@app.get("/items/{item_id}")
def read_root(item_id: str, request: Request):
    client_host = request.client.host if request.client else None
    return {"client_host": client_host, "item_id": item_id}
