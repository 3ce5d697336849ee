from typing import Annotated

from etude import Etude, Query
from pydantic import BaseModel

app = Etude()


class Search(BaseModel):
    fields: Annotated[list[str], Query(explode=False)] = ["name"]
    sizes: Annotated[list[int], Query(style="pipeDelimited")] = []
    where: Annotated[dict[str, str], Query(style="deepObject")] = {}
    page: int = 1


@app.get("/items/")
async def read_items(search: Annotated[Search, Query()]):
    return search
