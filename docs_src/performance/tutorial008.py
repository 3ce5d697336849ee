from typing import AsyncIterator, Iterator, List

from etude import Etude
from pydantic import BaseModel

app = Etude()


class Row(BaseModel):
    number: int
    text: str


def find_rows(count: int) -> Iterator[Row]:
    for number in range(min(count, 20_000)):
        yield Row(number=number, text=f"Row {number} of a long report")


@app.get("/rows.json")
async def read_list(count: int = 1000) -> List[Row]:
    return list(find_rows(count))


@app.get("/rows.jsonl")
async def read_stream(count: int = 1000) -> AsyncIterator[Row]:
    for row in find_rows(count):
        yield row
