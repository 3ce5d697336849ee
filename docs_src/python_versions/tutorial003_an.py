from typing import List, Optional

from etude import Etude, Query
from typing_extensions import Annotated

app = Etude()

Limit = Annotated[int, Query(ge=1, le=100)]


@app.get("/items/")
async def read_items(
    limit: Limit = 10,
    tags: Annotated[Optional[List[str]], Query()] = None,
):
    return {"limit": limit, "tags": tags}
