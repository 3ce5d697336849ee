from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(
    q: str | None = Query(
        default=None,
        title="Search text",
        description="Words to look for in the names of the items",
        min_length=3,
    ),
):
    answer: dict = {"items": [{"name": "Lamp"}, {"name": "Chair"}]}
    if q is not None:
        answer["q"] = q
    return answer
