from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(q: str | None = Query(default=None, max_length=50)):
    answer: dict = {"items": [{"name": "Lamp"}, {"name": "Chair"}]}
    if q is not None:
        answer["q"] = q
    return answer
