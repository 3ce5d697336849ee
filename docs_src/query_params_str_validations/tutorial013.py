from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(q: list = Query(default=[])):
    return {"q": q}
