from etude import Etude

app = Etude()


@app.get("/items/")
def read_items():
    return ["lamp", "chair"]
