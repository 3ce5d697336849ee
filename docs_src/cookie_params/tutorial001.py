from typing import Optional

from etude import Cookie, Etude

app = Etude()


@app.get("/items/")
async def read_items(ads_id: Optional[str] = Cookie(default=None)):
    return {"ads_id": ads_id}
