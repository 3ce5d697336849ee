from typing import Annotated

from etude import Cookie, Etude

app = Etude()


@app.get("/items/")
async def read_items(ads_id: Annotated[str | None, Cookie()] = None):
    return {"ads_id": ads_id}
