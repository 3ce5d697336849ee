from typing import List

from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(ids: List[int] = Query(explode=False)):
    return {"ids": ids}
