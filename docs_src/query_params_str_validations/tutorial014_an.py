from typing import Optional

from etude import Etude, Query
from typing_extensions import Annotated

app = Etude()


@app.get("/items/")
async def read_items(
    hidden_query: Annotated[Optional[str], Query(include_in_schema=False)] = None,
):
    if hidden_query is None:
        return {"hidden_query": "Not found"}
    return {"hidden_query": hidden_query}
