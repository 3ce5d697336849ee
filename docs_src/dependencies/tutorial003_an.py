from typing import Any, Optional

from etude import Depends, Etude
from typing_extensions import Annotated

app = Etude()

ITEMS = [{"name": "Lamp"}, {"name": "Chair"}, {"name": "Desk"}]


class CommonQueryParams:
    def __init__(self, q: Optional[str] = None, skip: int = 0, limit: int = 100):
        self.q = q
        self.skip = skip
        self.limit = limit


@app.get("/items/")
async def read_items(commons: Annotated[Any, Depends(CommonQueryParams)]):
    items = ITEMS[commons.skip : commons.skip + commons.limit]
    if commons.q:
        return {"q": commons.q, "items": items}
    return {"items": items}
