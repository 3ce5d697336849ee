from typing import List, Optional

from etude import Etude, Header

app = Etude()


@app.get("/items/")
async def read_items(x_token: Optional[List[str]] = Header(default=None)):
    return {"X-Token values": x_token}
