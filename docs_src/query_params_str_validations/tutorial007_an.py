from typing import Optional

from etude import Etude, Query
from typing_extensions import Annotated

app = Etude()


@app.get("/items/")
async def read_items(
    q: Annotated[Optional[str], Query(title="Search text", min_length=3)] = None,
):
    answer: dict = {"items": [{"name": "Lamp"}, {"name": "Chair"}]}
    if q is not None:
        answer["q"] = q
    return answer
