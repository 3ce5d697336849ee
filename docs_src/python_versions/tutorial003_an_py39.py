from typing import Annotated, Optional

from etude import Etude, Query

app = Etude()

Limit = Annotated[int, Query(ge=1, le=100)]


@app.get("/items/")
async def read_items(
    limit: Limit = 10,
    tags: Annotated[Optional[list[str]], Query()] = None,
):
    return {"limit": limit, "tags": tags}
