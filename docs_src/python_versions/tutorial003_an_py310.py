from typing import Annotated

from etude import Etude, Query

app = Etude()

Limit = Annotated[int, Query(ge=1, le=100)]


@app.get("/items/")
async def read_items(
    limit: Limit = 10,
    tags: Annotated[list[str] | None, Query()] = None,
):
    return {"limit": limit, "tags": tags}
