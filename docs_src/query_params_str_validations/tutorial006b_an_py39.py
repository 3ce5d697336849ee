from typing import Annotated

from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(q: Annotated[str, Query(min_length=3)] = ...):
    return {"items": [{"name": "Lamp"}, {"name": "Chair"}], "q": q}
