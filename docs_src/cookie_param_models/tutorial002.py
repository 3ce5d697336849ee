from typing import Optional

from etude import Cookie, Etude
from pydantic import BaseModel

app = Etude()


class Cookies(BaseModel):
    model_config = {"extra": "forbid"}

    session_id: str
    fatebook_tracker: Optional[str] = None
    googall_tracker: Optional[str] = None


@app.get("/items/")
async def read_items(cookies: Cookies = Cookie()):
    return cookies
