from typing import List

from etude import Etude, Query
from typing_extensions import Annotated

app = Etude()


@app.get("/items/")
async def read_items(ids: Annotated[List[int], Query(explode=False)]):
    return {"ids": ids}
