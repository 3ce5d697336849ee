from etude import Etude
from pydantic import BaseModel

app = Etude(title="Shop", version="1.4.0")


class Stock(BaseModel):
    lamps: int
    desks: int


@app.get("/items/")
def read_items() -> Stock:
    return Stock(lamps=4, desks=1)
