from typing import Annotated

from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(q: Annotated[str | None, Query(max_length=50)] = None):
    answer: dict = {"items": [{"name": "Lamp"}, {"name": "Chair"}]}
    if q is not None:
        answer["q"] = q
    return answer
