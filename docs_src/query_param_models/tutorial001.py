from typing import List

from etude import Etude, Query
from pydantic import BaseModel, Field
from typing_extensions import Literal

app = Etude()


class FilterParams(BaseModel):
    limit: int = Field(default=100, gt=0, le=100)
    offset: int = Field(default=0, ge=0)
    order_by: Literal["created_at", "updated_at"] = "created_at"
    tags: List[str] = []


@app.get("/items/")
async def read_items(filter_query: FilterParams = Query()):
    return filter_query
