"""Limits of bodies and forms, and the content type that a body needs."""

from typing import Annotated

from exchanges import Declarations, get, post, raw
from pydantic import BaseModel
from subject import App, APIRouter, Form, Request, UploadFile

FILE = {"u": ("a.txt", b"abc", "text/plain")}
TWO_FILES = [("u", ("a.txt", b"1")), ("u", ("b.txt", b"2"))]
ITEM = '{"name":"a"}'


class Item(BaseModel):
    name: str


forms = App(form_limits={"max_fields": 2, "max_files": 1, "max_part_size": 2048})


@forms.post("/form")
def form(a: Annotated[str, Form()] = "", b: Annotated[str, Form()] = "", c: str = Form("")):
    return [len(a), b, c]


@forms.post("/files")
def files(u: list[UploadFile]):
    return len(u)


@forms.post("/own", form_limits={"max_files": 2})
def own(u: list[UploadFile]):
    return len(u)


bodies = App(max_body_size=20)


@bodies.post("/item")
def item(item: Item):
    return item


@bodies.post("/larger", max_body_size=40)
def larger(item: Item):
    return item


@bodies.post("/smaller", max_body_size=5)
async def smaller(request: Request):
    return len(await request.body())


def chunks(text):
    for character in text:
        yield character.encode()


lenient = App(strict_content_type=False)


@lenient.post("/item")
def lenient_item(item: Item):
    return item


strict = App()
router = APIRouter(strict_content_type=False)


@router.post("/router-item")
def router_item(item: Item):
    return item


@strict.post("/item")
def strict_item(item: Item):
    return item


strict.include_router(router)

LONG = '{"name":"' + "a" * 20 + '"}'
MORE = {
    "forms": (
        forms,
        [
            post("/form", data={"a": "1", "b": "2"}),
            post("/form", data={"a": "1", "b": "2", "c": "3"}),
            post("/form", "long field", data={"a": "x" * 3000}),
            post("/form", "long part", files={"a": (None, "x" * 3000)}),
            post("/files", files=FILE),
            post("/files", files=TWO_FILES),
            post("/own", files=TWO_FILES),
            post("/own", "three", files=[("u", (name, b"1")) for name in "abc"]),
        ],
    ),
    "bodies": (
        bodies,
        [
            post("/item", "short", **raw(ITEM)),
            post("/item", "long", **raw(LONG)),
            post("/larger", "long", **raw(LONG)),
            post("/larger", "longer", **raw(LONG + " " * 20)),
            post("/smaller", "long", **raw(ITEM)),
            post("/smaller", "short", **raw("12345")),
            post("/unknown", "long", **raw(LONG)),
            post("/item", "in chunks", **raw(chunks(LONG))),
            post("/larger", "in chunks", **raw(chunks(LONG))),
        ],
    ),
    "lenient": (
        lenient,
        [
            post("/item", "without a type", **raw(ITEM, None)),
            post("/item", "text", **raw(ITEM, "text/plain")),
            post("/item", "JSON", **raw(ITEM)),
            post("/item"),
        ],
    ),
    "strict": (
        strict,
        [
            post("/item", "without a type", **raw(ITEM, None)),
            post("/router-item", "without a type", **raw(ITEM, None)),
            post("/router-item", "text", **raw(ITEM, "text/plain")),
            get("/item"),
        ],
    ),
}

DECLARATIONS = Declarations()


@DECLARATIONS.refused_with(ValueError)
def an_unknown_limit_of_forms():
    App(form_limits={"max_parts": 3})


@DECLARATIONS.refused_with(ValueError)
def a_negative_limit_of_forms():
    App(form_limits={"max_files": -3})


@DECLARATIONS.refused_with(ValueError)
def a_negative_limit_of_bodies():
    App(max_body_size=-1)


@DECLARATIONS.refused_with(ValueError)
def a_fractional_limit_of_bodies():
    APIRouter(max_body_size=1.5)


@DECLARATIONS.refused_with(TypeError)
def strict_content_type_on_an_operation():
    App().get("/", strict_content_type=True)(form)
