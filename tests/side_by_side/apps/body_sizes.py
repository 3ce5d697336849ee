"""Limits of the size of bodies."""

from pydantic import BaseModel

from exchanges import Declarations, post, raw
from subject import APIRouter, App, Request

ITEM = '{"name":"a"}'
LONG = '{"name":"' + "a" * 20 + '"}'


class Item(BaseModel):
    name: str


app = App(max_body_size=20)


@app.post("/item")
def item(item: Item):
    return item


@app.post("/larger", max_body_size=40)
def larger(item: Item):
    return item


@app.post("/smaller", max_body_size=5)
async def smaller(request: Request):
    return len(await request.body())


def chunks(text):
    for character in text:
        yield character.encode()


REQUESTS = [
    post("/item", "short", **raw(ITEM)),
    post("/item", "long", **raw(LONG)),
    post("/larger", "long", **raw(LONG)),
    post("/larger", "longer", **raw(LONG + " " * 20)),
    post("/smaller", "long", **raw(ITEM)),
    post("/smaller", "short", **raw("12345")),
    post("/unknown", "long", **raw(LONG)),
    post("/item", "in chunks", **raw(chunks(LONG))),
    post("/larger", "in chunks", **raw(chunks(LONG))),
]

DECLARATIONS = Declarations()


@DECLARATIONS.refused_with(ValueError)
def a_negative_limit_of_bodies():
    App(max_body_size=-1)


@DECLARATIONS.refused_with(ValueError)
def a_fractional_limit_of_bodies():
    APIRouter(max_body_size=1.5)
