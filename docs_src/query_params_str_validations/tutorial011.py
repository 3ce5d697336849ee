from typing import List, Optional

from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(q: Optional[List[str]] = Query(default=None)):
    return {"q": q}
