from typing import Optional

from etude import Cookie, Depends, Etude
from typing_extensions import Annotated

app = Etude()


def query_extractor(q: Optional[str] = None):
    return q


def query_or_cookie_extractor(
    q: Annotated[Optional[str], Depends(query_extractor)],
    last_query: Annotated[Optional[str], Cookie()] = None,
):
    return q or last_query


@app.get("/items/")
async def read_items(
    query_or_default: Annotated[Optional[str], Depends(query_or_cookie_extractor)],
):
    return {"q_or_cookie": query_or_default}
