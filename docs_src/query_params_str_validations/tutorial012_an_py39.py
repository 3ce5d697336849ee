from typing import Annotated

from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(q: Annotated[list[str], Query()] = ["foo", "bar"]):
    return {"q": q}
