from typing import Optional

from etude import Etude, Header

app = Etude()


@app.get("/items/")
async def read_items(user_agent: Optional[str] = Header(default=None)):
    return {"User-Agent": user_agent}
