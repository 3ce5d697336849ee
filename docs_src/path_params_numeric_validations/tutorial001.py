from typing import Optional

from etude import Etude, Path, Query

app = Etude()


@app.get("/items/{item_id}")
async def read_item(
    item_id: int = Path(title="The number on the shelf label"),
    q: Optional[str] = Query(default=None, alias="item-query"),
):
    answer: dict = {"item_id": item_id}
    if q is not None:
        answer["q"] = q
    return answer
