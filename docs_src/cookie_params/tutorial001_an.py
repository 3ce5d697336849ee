from typing import Optional

from etude import Cookie, Etude
from typing_extensions import Annotated

app = Etude()


@app.get("/items/")
async def read_items(ads_id: Annotated[Optional[str], Cookie()] = None):
    return {"ads_id": ads_id}
