from etude import Etude
from pydantic import BaseModel

app = Etude()


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


@app.get("/items/", response_model=list[Item], tags=["items"])
async def get_items():
    return [{"name": "Kettle", "price": 42}, {"name": "Teapot", "price": 18.5}]


@app.post("/users/", response_model=ResponseMessage, tags=["users"])
async def create_user(user: User):
    return {"message": f"Welcome, {user.username}"}
