from etude import Etude
from pydantic import BaseModel

app = Etude()


class Item(BaseModel):
    name: str
    description: str


items = [
    {"name": "Lamp", "description": "Turns in every direction"},
    {"name": "Chair", "description": "Of oak"},
]


@app.get("/items/", response_model=list[Item])
async def read_items():
    return items
