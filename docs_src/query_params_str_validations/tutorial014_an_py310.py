from typing import Annotated

from etude import Etude, Query

app = Etude()


@app.get("/items/")
async def read_items(
    hidden_query: Annotated[str | None, Query(include_in_schema=False)] = None,
):
    if hidden_query is None:
        return {"hidden_query": "Not found"}
    return {"hidden_query": hidden_query}
