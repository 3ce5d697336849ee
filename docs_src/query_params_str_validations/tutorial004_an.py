from typing import Optional

from etude import Etude, Query
from typing_extensions import Annotated

app = Etude()


@app.get("/items/")
async def read_items(
    q: Annotated[
        Optional[str], Query(min_length=3, max_length=50, pattern="^fixedquery$")
    ] = None,
):
    answer: dict = {"items": [{"name": "Lamp"}, {"name": "Chair"}]}
    if q is not None:
        answer["q"] = q
    return answer
