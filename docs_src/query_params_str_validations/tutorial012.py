from typing import List

from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(q: List[str] = Query(default=["foo", "bar"])):
    return {"q": q}
