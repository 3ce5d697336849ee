from typing import Optional

from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(
    hidden_query: Optional[str] = Query(default=None, include_in_schema=False),
):
    if hidden_query is None:
        return {"hidden_query": "Not found"}
    return {"hidden_query": hidden_query}
