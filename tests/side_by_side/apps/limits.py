"""Limits of forms, and the content type that a body needs."""

from typing import Annotated

from pydantic import BaseModel

from exchanges import Declarations, get, post, raw
from subject import APIRouter, App, Form, UploadFile

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


@DECLARATIONS.refused_with(TypeError)
def strict_content_type_on_an_operation():
    App().get("/", strict_content_type=True)(form)
