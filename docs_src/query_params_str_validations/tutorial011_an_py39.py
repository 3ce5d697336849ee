from typing import Annotated, Optional

from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(q: Annotated[Optional[list[str]], Query()] = None):
    return {"q": q}
