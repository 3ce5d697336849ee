from typing import Annotated, Optional

from etude import Etude, Header

app = Etude()


@app.get("/items/")
async def read_items(user_agent: Annotated[Optional[str], Header()] = None):
    return {"User-Agent": user_agent}
