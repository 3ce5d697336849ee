from typing import Dict, List

from etude import Etude, Query
from pydantic import BaseModel
from typing_extensions import Annotated

app = Etude()


class Search(BaseModel):
    fields: Annotated[List[str], Query(explode=False)] = ["name"]
    sizes: Annotated[List[int], Query(style="pipeDelimited")] = []
    where: Annotated[Dict[str, str], Query(style="deepObject")] = {}
    page: int = 1


@app.get("/items/")
async def read_items(search: Annotated[Search, Query()]):
    return search
