from enum import Enum

from etude import Etude

app = Etude()


class Tags(Enum):
    items = "items"
    users = "users"


@app.get("/items/", tags=[Tags.items])
async def read_items():
    return [{"name": "Lamp", "price": 45.5}]


@app.get("/users/", tags=[Tags.users])
async def read_users():
    return [{"username": "mila"}]
