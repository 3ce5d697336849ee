"""Path parameters: conversion, convertors, order, redirects."""

from enum import Enum
from typing import Annotated, Any, Optional
from uuid import UUID

from pydantic import BaseModel

from exchanges import Declarations, get, post
from subject import APIRouter, App, Depends, Header, Path, Query, Request

app = App()


class Colour(str, Enum):
    red = "red"
    blue = "blue"


@app.get("/untyped/{item_id}")
def untyped(item_id):
    return item_id


@app.get("/int/{item_id}")
def as_int(item_id: int):
    return item_id


@app.get("/float/{number}")
def as_float(number: float) -> float:
    return number


@app.get("/finite/{number}")
def finite(number: Annotated[float, Path(allow_inf_nan=False)]):
    return number


@app.get("/bool/{flag}")
def as_bool(flag: bool):
    return flag


@app.get("/enum/{colour}")
def as_enum(colour: Colour):
    return [colour, colour is Colour.red]


@app.get("/uuid/{identity}")
def as_uuid(identity: UUID):
    return identity


@app.get("/optional/{item_id}")
def optional(item_id: Optional[int]):
    return item_id


@app.get("/default/{item_id}")
def plain_default(item_id: int = 3):
    return item_id


@app.get("/bounds/{item_id}")
def bounds(
    item_id: Annotated[int, Path(title="The id", description="Which item", ge=1, lt=100)],
    size: Annotated[float, Query(gt=0, le=10.5)] = 1,
):
    return [item_id, size]


@app.get("/default-style/{item_id}")
def default_style(*, item_id: int = Path(title="The id", gt=2), q: str):
    return [item_id, q]


@app.get("/alias/{x}")
def alias(y: Annotated[int, Path(alias="x")]):
    return y


@app.get("/undeclared/{name}")
def undeclared(request: Request):
    return request.path_params


@app.get("/convertor/{x:int}")
def convertor(x):
    return [x, type(x).__name__]


@app.get("/convertor-str/{x:int}")
def convertor_as_text(x: str):
    return x


@app.get("/convertor-float/{x:float}/{y:uuid}")
def convertors(x: float, y: UUID):
    return [x, y]


@app.get("/files/{file_path:path}")
def files(file_path: str):
    return file_path


@app.get("/parts/{file_path:path}/end")
def parts(file_path: str):
    return file_path


@app.get("/several/{a}-{b}.{ext}")
def several(a: str, b: str, ext: str):
    return [a, b, ext]


@app.get("/order/{x}")
def first(x: int):
    return ["first", x]


@app.get("/order/me")
def hidden():
    return "hidden"


@app.get("/reach/me")
def reachable():
    return "me"


@app.get("/reach/{x}")
def reach(x: str):
    return x


@app.get("/mixed/{item_id}")
def mixed(item_id: int, x_token: Annotated[str, Header()], q: bool, limit: int = 10):
    return [item_id, x_token, q, limit]


@app.get("/any/{value}")
def anything(value: Any):
    return value


class Place(BaseModel):
    a: int
    b: str = "unused"


@app.get("/model/{a}/{b}")
def model(place: Annotated[Place, Path()]):
    return place


def name_of(name: str):
    return name.upper()


@app.get("/dependency/{name}")
def in_dependency(upper: Annotated[str, Depends(name_of)]):
    return upper


@app.get("/with-slash/")
def with_slash():
    return "slash"


@app.post("/without-slash")
def without_slash():
    return "no slash"


users = APIRouter(prefix="/u/{uid}")


@users.get("/x")
def of_user(uid: int, ver: str):
    return [uid, ver]


@users.get("/y")
def not_all(ver: str):
    return ver


app.include_router(users, prefix="/v{ver}")

inner = App()


@inner.get("/x")
def of_the_mount(tenant: Annotated[int, Path()]):
    return tenant


app.mount("/of/{tenant}", inner)
app.get("/not-in-the-path")(of_the_mount)

REQUESTS = [
    get("/of/3/x"),
    get("/of/a/x"),
    get("/of/3/openapi.json"),
    get("/not-in-the-path"),
    get("/untyped/foo"),
    get("/untyped/a%20b"),
    get("/untyped/%E2%82%AC"),
    get("/untyped/a%2Fb"),
    get("/untyped/"),
    get("/untyped/%FF"),
    *[
        get(f"/int/{text}")
        for text in ("3", "-3", "+3", "4.0", "%203%20", "1_000", "1" * 25, "4.2", "0x10", "true")
    ],
    get("/int/foo"),
    get("/int/" + "9" * 5000, "a number of 5000 digits"),
    *[get(f"/float/{text}") for text in ("3", "1e3", "nan", "inf", "x")],
    get("/finite/nan"),
    get("/finite/2.5"),
    *[get(f"/bool/{text}") for text in ("1", "on", "Yes", "off", "2")],
    get("/enum/red"),
    get("/enum/green"),
    get("/uuid/{12345678123456781234567812345678}"),
    get("/uuid/1234567812345678123456781234567"),
    get("/optional/None"),
    get("/optional/4"),
    get("/default/9"),
    get("/bounds/0?size=11"),
    get("/bounds/1"),
    get("/bounds/100?size=0"),
    get("/default-style/2"),
    get("/default-style/3?q=x"),
    get("/alias/3"),
    get("/alias/z"),
    get("/undeclared/foo"),
    get("/convertor/3"),
    get("/convertor/-3"),
    get("/convertor/x"),
    get("/convertor-str/3"),
    get("/convertor-float/1.5/12345678-1234-5678-1234-567812345678"),
    get("/convertor-float/1/12345678-1234-5678-1234-567812345678"),
    get("/files//home/x"),
    get("/files/"),
    get("/parts/a/b/end"),
    get("/several/1-2-3.a.txt"),
    get("/order/3"),
    get("/order/me"),
    get("/reach/me"),
    get("/reach/you"),
    get("/mixed/x?q=z&limit=y"),
    get("/mixed/1?q=1", headers={"x-token": "t"}),
    get("/any/3"),
    get("/model/1/x"),
    get("/model/z/x"),
    get("/dependency/ann"),
    get("/with-slash?a=1"),
    get("/with-slash/"),
    get("/without-slash/?a=1"),
    post("/without-slash/"),
    get("/without-slash"),
    get("//with-slash"),
    get("/With-Slash/"),
    get("/v2/u/7/x"),
    get("/v2/u/z/x"),
    get("/v2/u/z/y"),
]

no_redirects = App(redirect_slashes=False)


@no_redirects.get("/with/")
def with_():
    return 1


MORE = {"without_redirects": (no_redirects, [get("/with"), get("/with/")])}

DECLARATIONS = Declarations()
refused = App()


@DECLARATIONS.refused_with(AssertionError)
def a_default_inside_the_marker():
    @refused.get("/a/{x}")
    def endpoint(x: int = Path(default=3)): ...


@DECLARATIONS.refused_with(AssertionError)
def a_default_beside_the_marker():
    @refused.get("/b/{x}")
    def endpoint(x: Annotated[int, Path()] = 3): ...


@DECLARATIONS.refused_with(AssertionError)
def a_query_marker_on_a_name_of_the_path():
    @refused.get("/c/{x}")
    def endpoint(x: Annotated[int, Query()]): ...


@DECLARATIONS.refused_with(AssertionError)
def a_list_in_the_path():
    @refused.get("/d/{x}")
    def endpoint(x: list[int]): ...


@DECLARATIONS.refused_with(AssertionError)
def a_model_in_the_path_without_a_marker():
    @refused.get("/e/{x}")
    def endpoint(x: Place): ...


@DECLARATIONS.refused_with(ValueError)
def a_name_twice():
    @refused.get("/f/{x}/{x}")
    def endpoint(x: int): ...


@DECLARATIONS.refused_with(AssertionError)
def an_unknown_convertor():
    @refused.get("/g/{x:foo}")
    def endpoint(x: int): ...


@DECLARATIONS.refused_with(AssertionError)
def a_path_without_a_slash():
    @refused.get("i")
    def endpoint(): ...


@DECLARATIONS.refused_with(AssertionError)
def a_prefix_without_a_slash():
    APIRouter(prefix="x")


@DECLARATIONS.refused_with(AssertionError)
def a_prefix_that_ends_with_a_slash():
    App().include_router(APIRouter(), prefix="/x/")
