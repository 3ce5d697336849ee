from typing import Annotated

from etude import Cookie, Depends, Etude

app = Etude()


def query_extractor(q: str | None = None):
    return q


def query_or_cookie_extractor(
    q: Annotated[str | None, Depends(query_extractor)],
    last_query: Annotated[str | None, Cookie()] = None,
):
    return q or last_query


@app.get("/items/")
async def read_items(
    query_or_default: Annotated[str | None, Depends(query_or_cookie_extractor)],
):
    return {"q_or_cookie": query_or_default}
