from typing import Optional

from etude import Etude, Header
from pydantic import BaseModel

app = Etude()


class CommonHeaders(BaseModel):
    host: str
    save_data: bool
    if_modified_since: Optional[str] = None
    traceparent: Optional[str] = None
    x_tag: list[str] = []


@app.get("/items/")
async def read_items(
    headers: CommonHeaders = Header(convert_underscores=False),
):
    return headers
