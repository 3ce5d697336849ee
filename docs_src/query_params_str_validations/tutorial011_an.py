from typing import List, Optional

from etude import Etude, Query
from typing_extensions import Annotated

app = Etude()


@app.get("/items/")
async def read_items(q: Annotated[Optional[List[str]], Query()] = None):
    return {"q": q}
