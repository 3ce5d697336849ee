import json
from pathlib import Path

from etude import Etude
from pydantic import BaseModel

app = Etude(title="Shop", version="1.4.0")


class Item(BaseModel):
    name: str
    price: float


@app.get("/items/")
def read_items(limit: int = 10) -> Item:
    return Item(name="Desk", price=120)


def write_document(file: Path):
    file.write_text(json.dumps(app.openapi(), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_document(Path("openapi.json"))
