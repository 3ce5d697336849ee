from etude import Depends, Etude
from etude.security import HTTPBearer
from pydantic import BaseModel


class Item(BaseModel):
    name: str
    price: float


app = Etude(document_errors=True, max_body_size=10_000)

bearer = HTTPBearer()


@app.post("/items/", dependencies=[Depends(bearer)])
async def create_item(item: Item):
    return item


@app.get("/health", document_errors=False)
async def check_health(verbose: bool = False):
    return {"status": "up", "verbose": verbose}
