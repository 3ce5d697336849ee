from typing import List

from etude import Etude
from etude.routing import APIRoute
from pydantic import BaseModel


def tag_and_name(route: APIRoute) -> str:
    return f"{route.tags[0]}-{route.name}"


app = Etude(generate_unique_id_function=tag_and_name)


class Item(BaseModel):
    name: str
    price: float


class ResponseMessage(BaseModel):
    message: str


class User(BaseModel):
    username: str
    email: str


@app.post("/items/", response_model=ResponseMessage, tags=["items"])
async def create_item(item: Item):
    return {"message": f"{item.name} received"}


@app.get("/items/", response_model=List[Item], tags=["items"])
async def get_items():
    return [{"name": "Kettle", "price": 42}, {"name": "Teapot", "price": 18.5}]


@app.post("/users/", response_model=ResponseMessage, tags=["users"])
async def create_user(user: User):
    return {"message": f"Welcome, {user.username}"}
