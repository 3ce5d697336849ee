from typing import List

from etude import Etude, Query
from typing_extensions import Annotated

app = Etude()


@app.get("/items/")
async def read_items(q: Annotated[List[str], Query()] = ["foo", "bar"]):
    return {"q": q}
