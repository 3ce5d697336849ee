from etude import Etude
from pydantic import BaseModel, Field


class Size(BaseModel):
    width: int = Field(gt=0)
    height: int = Field(gt=0)


class Item(BaseModel):
    name: str
    price: float
    size: Size | None = None


app = Etude(problem_details=True)


@app.post("/items/")
async def create_item(item: Item, draft: bool = False):
    return {"name": item.name, "draft": draft}
