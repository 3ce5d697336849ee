import random
from typing import Annotated

from etude import Etude
from pydantic import AfterValidator

app = Etude()

library = {
    "isbn-0001": "A Harbour in Winter",
    "isbn-0002": "The Clockmaker's Garden",
    "imdb-0001": "Night Train to the Coast",
}


def check_valid_id(id: str):
    if not id.startswith(("isbn-", "imdb-")):
        raise ValueError("an id starts with 'isbn-' or 'imdb-'")
    return id


@app.get("/items/")
async def read_items(
    id: Annotated[str | None, AfterValidator(check_valid_id)] = None,
):
    if id is None:
        id = random.choice(list(library))
    return {"id": id, "name": library.get(id)}
