from typing import Optional

from etude import Etude

app = Etude()


@app.get("/items/")
async def read_items(q: Optional[str] = None):
    answer: dict = {"items": [{"name": "Lamp"}, {"name": "Chair"}]}
    if q is not None:
        answer["q"] = q
    return answer
