from dataclasses import field  # (1)

from etude import Etude
from pydantic.dataclasses import dataclass  # (2)


@dataclass
class Item:
    name: str
    description: str | None = None


@dataclass
class Author:
    name: str
    items: list[Item] = field(default_factory=list)  # (3)


app = Etude()


@app.post("/authors/{author_id}/items/", response_model=Author)  # (4)
async def create_author_items(author_id: str, items: list[Item]):  # (5)
    return {"name": author_id, "items": items}  # (6)


@app.get("/authors/", response_model=list[Author])  # (7)
def read_authors():  # (8)
    return [  # (9)
        {
            "name": "Vera",
            "items": [
                {"name": "Harbour lights", "description": "Poems of a pilot"},
                {"name": "Tide tables"},
            ],
        },
        {"name": "Tomasz", "items": [{"name": "Bread for beginners"}]},
    ]
