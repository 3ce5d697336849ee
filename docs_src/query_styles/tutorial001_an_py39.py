from typing import Annotated

from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(ids: Annotated[list[int], Query(explode=False)]):
    return {"ids": ids}
