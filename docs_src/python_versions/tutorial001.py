from typing import Optional

from etude import Etude

app = Etude()


@app.get("/items/")
async def read_items(q: Optional[str] = None):
    return {"q": q}
