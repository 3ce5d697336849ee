from typing import Optional

from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(q: Optional[list[str]] = Query(default=None)):
    return {"q": q}
