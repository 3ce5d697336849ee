from typing import Annotated, Optional

from etude import Cookie, Etude

app = Etude()


@app.get("/items/")
async def read_items(ads_id: Annotated[Optional[str], Cookie()] = None):
    return {"ads_id": ads_id}
