"""Header and cookie parameters."""

from typing import Annotated, Optional

from exchanges import get
from subject import App, Cookie, Depends, Header

app = App()


@app.get("/header")
def header(x_token_id: Annotated[int, Header()]):
    return x_token_id


@app.get("/optional")
def optional(user_agent: Annotated[Optional[str], Header()] = None, accept: str = Header("d")):
    return [user_agent, accept]


@app.get("/upper")
def upper(X_Token: Annotated[str, Header(description="A token")]):
    return X_Token


@app.get("/underscores")
def underscores(strange_header: Annotated[str, Header(convert_underscores=False)]):
    return strange_header


@app.get("/alias")
def alias(token: Annotated[str, Header(alias="X_Foo", min_length=2)]):
    return token


@app.get("/list")
def several(x_list: Annotated[list[str], Header()]):
    return x_list


@app.get("/list-default")
def several_default(x_list: Annotated[list[int], Header()] = [1]):
    return x_list


@app.get("/scalar")
def scalar(x_one: Annotated[str, Header()]):
    return x_one


@app.get("/hidden")
def hidden(x_secret: Annotated[str, Header(include_in_schema=False, deprecated=True)] = "s"):
    return x_secret


@app.get("/authorization")
def authorization(authorization: Annotated[str, Header()], content_type: str = Header("none")):
    return [authorization, content_type]


@app.get("/cookie")
def cookie(ck: Annotated[str, Cookie()], n: Annotated[int, Cookie(gt=2)] = 3):
    return [ck, n]


@app.get("/cookie-optional")
def cookie_optional(session_id: Optional[str] = Cookie(None, title="Session")):
    return session_id


@app.get("/cookie-alias")
def cookie_alias(value: Annotated[str, Cookie(alias="session-id")]):
    return value


@app.get("/cookie-list")
def cookie_list(ck: Annotated[list[str], Cookie()]):
    return ck


def both(x_a: Annotated[str, Header()], b: Annotated[str, Cookie()] = "none"):
    return [x_a, b]


@app.get("/dependency")
def dependency(found: Annotated[list, Depends(both)], x_a: Annotated[int, Header()]):
    return [found, x_a]


@app.get("/same-name")
def same_name(value: Annotated[str, Header()], other: Annotated[str, Cookie(alias="value")]):
    return [value, other]


def cookies(text):
    return {"headers": {"cookie": text}}


REQUESTS = [
    get("/header"),
    get("/header", headers={"X-TOKEN-ID": "3"}),
    get("/header", headers={"x-token-id": "z"}),
    get("/header", headers={"x_token_id": "3"}),
    get("/optional"),
    get("/optional", headers={"user-agent": "me", "accept": "text/html"}),
    get("/optional", headers={"user-agent": ""}),
    get("/upper"),
    get("/upper", headers={"x-token": "t"}),
    get("/underscores", headers={"strange_header": "1"}),
    get("/underscores", headers={"strange-header": "1"}),
    get("/alias", headers={"x_foo": "12"}),
    get("/alias", headers={"x-foo": "12"}),
    get("/alias", headers={"x_foo": "1"}),
    get("/list", headers=[("x-list", "a"), ("X-List", "b,c")]),
    get("/list"),
    get("/list-default"),
    get("/list-default", headers=[("x-list", "a"), ("x-list", "2")]),
    get("/scalar", headers=[("x-one", "a"), ("x-one", "b")]),
    get("/scalar", headers={"x-one": ""}),
    get("/scalar", headers={"x-one": "é".encode()}),
    get("/hidden"),
    get("/hidden", headers={"x-secret": "1"}),
    get("/authorization", headers={"authorization": "Bearer x", "content-type": "text/x"}),
    get("/authorization"),
    get("/cookie"),
    get("/cookie", **cookies("ck=a; n=5")),
    get("/cookie", **cookies("CK=a")),
    get("/cookie", **cookies("ck=; n=1")),
    get("/cookie", **cookies("ck=a; ck=b")),
    get("/cookie", **cookies('ck="quoted value"')),
    get("/cookie", **cookies("ck=%20b")),
    get("/cookie", **cookies("ck=a;n=x")),
    get("/cookie", **cookies("junk; ck=a")),
    get("/cookie", headers=[("cookie", "ck=a"), ("cookie", "n=7")]),
    get("/cookie-optional"),
    get("/cookie-optional", **cookies("session_id=abc")),
    get("/cookie-alias", **cookies("session-id=abc")),
    get("/cookie-alias"),
    get("/cookie-list", **cookies("ck=a; ck=b")),
    get("/dependency"),
    get("/dependency", headers={"x-a": "1", "cookie": "b=2"}),
    get("/dependency", headers={"x-a": "z"}),
    get("/same-name", headers={"value": "h", "cookie": "value=c"}),
    get("/same-name"),
]
