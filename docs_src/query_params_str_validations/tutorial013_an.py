from etude import Etude, Query
from typing_extensions import Annotated

app = Etude()


@app.get("/items/")
async def read_items(q: Annotated[list, Query()] = []):
    return {"q": q}
