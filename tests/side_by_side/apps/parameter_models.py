"""Models as parameters of the query, of headers, of cookies and of the path."""

from typing import Annotated, Generic, Literal, Optional, TypeVar

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, model_validator

from exchanges import get
from subject import App, Cookie, Depends, Header, Query

app = App()
T = TypeVar("T")


class Filters(BaseModel):
    limit: int = Field(100, gt=0, le=100, description="How many", title="The limit")
    offset: int = Field(0, ge=0)
    order_by: Literal["created_at", "updated_at"] = "created_at"
    tags: list[str] = []


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")
    a: int
    b: Optional[str] = None


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    a: int = 1


class Needy(BaseModel):
    a: int
    b: str
    c: Optional[list[int]] = None


class Aliased(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    full_name: str = Field(alias="fullName", examples=["Ann"], deprecated=True)
    choice: int = Field(1, validation_alias=AliasChoices("one", "two"))


class Checked(BaseModel):
    low: int = 0
    high: int = 1

    @model_validator(mode="after")
    def in_order(self):
        if self.low > self.high:
            raise ValueError("low is above high")
        return self


class Page(BaseModel, Generic[T]):
    number: T
    inner: Annotated[str, Query(alias="in-ner")] = "x"


@app.get("/filters")
def filters(query: Annotated[Filters, Query()]):
    return query


@app.get("/filters-style")
def filters_style(query: Filters = Query()):
    return query


@app.get("/strict")
def strict(query: Annotated[Strict, Query()]):
    return query


@app.get("/open")
def open_(query: Annotated[Open, Query()]):
    return query


@app.get("/needy")
def needy(query: Annotated[Needy, Query()]):
    return query


@app.get("/aliased")
def aliased(query: Annotated[Aliased, Query()]):
    return query


@app.get("/checked")
def checked(query: Annotated[Checked, Query()]):
    return query


@app.get("/generic")
def generic(query: Annotated[Page[int], Query()]):
    return query


@app.get("/optional")
def optional(query: Annotated[Optional[Needy], Query()] = None):
    return query


@app.get("/optional-strict")
def optional_strict(query: Annotated[Optional[Strict], Query()] = None):
    return query


@app.get("/optional-required")
def optional_required(query: Annotated[Optional[Needy], Query()]):
    return query


@app.get("/default-instance")
def default_instance(query: Annotated[Filters, Query()] = Filters(limit=7)):
    return query


@app.get("/beside")
def beside(query: Annotated[Filters, Query()], other: int, more: Annotated[Needy, Query()]):
    return [query, other, more]


@app.get("/strict-beside")
def strict_beside(query: Annotated[Strict, Query()], other: int = 1):
    return [query, other]


@app.get("/hidden")
def hidden(query: Annotated[Filters, Query(include_in_schema=False, title="T", alias="al")]):
    return query


class Common(BaseModel):
    host: str
    save_data: bool
    if_modified_since: Optional[str] = None
    x_tag: list[str] = []


class StrictHeaders(BaseModel):
    model_config = ConfigDict(extra="forbid")
    save_data: bool


class FewHeaders(BaseModel):
    x_needed: int
    x_named: str = Field("n", alias="X_Named")


@app.get("/headers")
def headers(headers: Annotated[Common, Header()]):
    return headers


@app.get("/headers-strict")
def headers_strict(headers: Annotated[StrictHeaders, Header()]):
    return headers


@app.get("/headers-few")
def headers_few(headers: Annotated[FewHeaders, Header()]):
    return headers


@app.get("/headers-underscores")
def headers_underscores(headers: Annotated[FewHeaders, Header(convert_underscores=False)]):
    return headers


@app.get("/headers-optional")
def headers_optional(headers: Annotated[Optional[FewHeaders], Header()] = None):
    return headers


class Cookies(BaseModel):
    model_config = ConfigDict(extra="forbid")
    session_id: str
    tracker: Optional[int] = None


@app.get("/cookies")
def cookies(cookies: Annotated[Cookies, Cookie()]):
    return cookies


def inner(query: Annotated[Filters, Query()], cookies: Annotated[Cookies, Cookie()]):
    return [query, cookies]


@app.get("/dependency")
def dependency(found: Annotated[list, Depends(inner)], query: Annotated[Needy, Query()]):
    return [found, query]


@app.get("/depends-model")
def depends_model(model: Annotated[Needy, Depends()]):
    return model


REQUESTS = [
    get("/filters"),
    get("/filters?limit=10&offset=5&order_by=updated_at&tags=a&tags=b&other=1"),
    get("/filters?limit=0&offset=-1&order_by=x"),
    get("/filters?limit=1&limit=2&tags="),
    get("/filters-style?limit=3"),
    get("/strict"),
    get("/strict?a=1&zz=1&yy=1&yy=2"),
    get("/strict?a=1&b=x"),
    get("/strict?a=x&b=1"),
    get("/open?a=2&b=3&c=4&c=5"),
    get("/needy"),
    get("/needy?a=1"),
    get("/needy?a=1&b=x&c=1&c=2"),
    get("/needy?a=x&b=x&c=z&other=1"),
    get("/aliased?fullName=Ann&two=2"),
    get("/aliased?full_name=Ann&one=3"),
    get("/aliased"),
    get("/aliased?fullName=Ann&one=z"),
    get("/checked?low=3"),
    get("/checked"),
    get("/generic?number=3&in-ner=i"),
    get("/generic?number=x"),
    get("/optional"),
    get("/optional?other=1"),
    get("/optional?a=1"),
    get("/optional?a=1&b=2"),
    get("/optional-strict"),
    get("/optional-strict?zz=1"),
    get("/optional-required"),
    get("/optional-required?a=1&b=2"),
    get("/default-instance"),
    get("/default-instance?offset=1"),
    get("/beside"),
    get("/beside?limit=3&other=4&a=1&b=2"),
    get("/strict-beside?a=1"),
    get("/strict-beside?a=1&other=3"),
    get("/hidden?limit=101"),
    get("/headers", headers={"save-data": "on", "x-tag": "a"}),
    get("/headers", headers=[("save-data", "1"), ("x-tag", "a"), ("x-tag", "b")]),
    get("/headers", headers={"save-data": "z"}),
    get("/headers"),
    get("/headers-strict", headers={"save-data": "1"}),
    get("/headers-strict", headers={"save-data": "1", "x-foo": "2"}),
    get("/headers-few"),
    get("/headers-few", headers={"x-needed": "1", "X_Named": "b"}),
    get("/headers-few", headers={"x-needed": "x", "x-named": "b"}),
    get("/headers-underscores", headers={"x_needed": "1"}),
    get("/headers-underscores", headers={"x-needed": "1"}),
    get("/headers-optional"),
    get("/headers-optional", headers={"x-needed": "1"}),
    get("/cookies"),
    get("/cookies", headers={"cookie": "session_id=a; tracker=3"}),
    get("/cookies", headers={"cookie": "session_id=a; zz=3"}),
    get("/cookies", headers={"cookie": "tracker=x"}),
    get("/dependency"),
    get("/dependency?a=1&b=2&limit=0", headers={"cookie": "session_id=a"}),
    get("/dependency?a=1&b=2", headers={"cookie": "session_id=a"}),
    get("/depends-model"),
    get("/depends-model?a=x&b=1"),
]
