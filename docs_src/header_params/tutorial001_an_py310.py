from typing import Annotated

from etude import Etude, Header

app = Etude()


@app.get("/items/")
async def read_items(user_agent: Annotated[str | None, Header()] = None):
    return {"User-Agent": user_agent}
