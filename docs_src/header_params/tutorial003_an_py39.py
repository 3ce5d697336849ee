from typing import Annotated, Optional

from etude import Etude, Header

app = Etude()


@app.get("/items/")
async def read_items(x_token: Annotated[Optional[list[str]], Header()] = None):
    return {"X-Token values": x_token}
