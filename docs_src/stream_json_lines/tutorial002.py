import json
from itertools import count
from typing import AsyncIterable, Iterator

import httpx
from etude import Etude

app = Etude()


@app.get("/numbers")
async def count_up() -> AsyncIterable[int]:
    for number in count(1):
        yield number


def read_numbers(address: str) -> Iterator[int]:
    with httpx.stream("GET", address) as response:
        response.raise_for_status()
        for line in response.iter_lines():
            yield json.loads(line)


if __name__ == "__main__":
    for number in read_numbers("http://127.0.0.1:8000/numbers"):
        print(number)
        if number == 5:
            break
