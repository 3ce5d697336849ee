from typing import Optional

from etude import Etude, Header

app = Etude()


@app.get("/items/")
async def read_items(
    strange_header: Optional[str] = Header(default=None, convert_underscores=False),
):
    return {"strange_header": strange_header}
