from typing import Annotated, Optional

from etude import Etude, Path, Query

app = Etude()


@app.get("/items/{item_id}")
async def read_item(
    item_id: Annotated[int, Path(title="The number on the shelf label")],
    q: Annotated[Optional[str], Query(alias="item-query")] = None,
):
    answer: dict = {"item_id": item_id}
    if q is not None:
        answer["q"] = q
    return answer
