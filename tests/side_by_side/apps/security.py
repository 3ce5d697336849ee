"""Security schemes, the password form, scopes."""

import base64
import functools
from typing import Annotated, Optional

from exchanges import get, post
from subject import APIRouter, App, Depends, HTTPException, Security
from subject.openapi.models import OAuthFlows
from subject.security import (
    APIKeyCookie,
    APIKeyHeader,
    APIKeyQuery,
    HTTPBasic,
    HTTPBearer,
    HTTPDigest,
    OAuth2,
    OAuth2AuthorizationCodeBearer,
    OAuth2PasswordBearer,
    OAuth2PasswordRequestForm,
    OAuth2PasswordRequestFormStrict,
    OpenIdConnect,
    SecurityScopes,
)
from subject.security.base import SecurityBase
from subject.security.http import HTTPBase
from subject.security.utils import get_authorization_scheme_param


class Other403(HTTPBearer):
    def make_not_authenticated_error(self):
        return HTTPException(403, "Forbidden")


SCHEMES = {
    "query": APIKeyQuery(name="key"),
    "query-optional": APIKeyQuery(name="key", auto_error=False, scheme_name="OptionalQuery"),
    "header": APIKeyHeader(name="X-Key", description="A key"),
    "header-optional": APIKeyHeader(name="X-Key", auto_error=False, scheme_name="OptionalHeader"),
    "cookie": APIKeyCookie(name="key"),
    "cookie-optional": APIKeyCookie(name="key", auto_error=False, scheme_name="OptionalCookie"),
    "basic": HTTPBasic(),
    "basic-realm": HTTPBasic(realm="simple", scheme_name="Realm", description="D"),
    "basic-optional": HTTPBasic(auto_error=False, scheme_name="OptionalBasic"),
    "bearer": HTTPBearer(bearerFormat="JWT"),
    "bearer-optional": HTTPBearer(auto_error=False, scheme_name="OptionalBearer"),
    "bearer-403": Other403(),
    "digest": HTTPDigest(),
    "digest-optional": HTTPDigest(auto_error=False, scheme_name="OptionalDigest"),
    "base": HTTPBase(scheme="Other"),
    "base-optional": HTTPBase(scheme="Other", auto_error=False, scheme_name="OptionalBase"),
    "oauth2": OAuth2(flows={"implicit": {"authorizationUrl": "a", "scopes": {"s": "S"}}}),
    "oauth2-optional": OAuth2(auto_error=False, flows=OAuthFlows(), scheme_name="OptionalOAuth2"),
    "password": OAuth2PasswordBearer(tokenUrl="token", scopes={"a": "A", "b": "B"}),
    "password-refresh": OAuth2PasswordBearer("token", refreshUrl="r", scheme_name="Refresh"),
    "password-optional": OAuth2PasswordBearer("token", auto_error=False, scheme_name="OptionalP"),
    "code": OAuth2AuthorizationCodeBearer("auth", "token", refreshUrl="refresh"),
    "code-optional": OAuth2AuthorizationCodeBearer("a", "t", auto_error=False, scheme_name="OC"),
    "openid": OpenIdConnect(openIdConnectUrl="/openid", description="D"),
    "openid-optional": OpenIdConnect(
        openIdConnectUrl="/openid", auto_error=False, scheme_name="OI"
    ),
}

app = App()
REQUESTS = []


def basic(text):
    return "Basic " + base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode()


VALUES = {
    "query": [
        {},
        {"params": {"key": "k"}},
        {"params": {"key": ""}},
        {"params": {"key": ["a", "b"]}},
    ],
    "header": [{}, {"headers": {"x-key": "k"}}, {"headers": {"x-key": ""}}],
    "cookie": [{}, {"headers": {"cookie": "key=k"}}, {"headers": {"cookie": "key="}}],
}
AUTHORIZATIONS = [
    None,
    "",
    "Bearer tok",
    "bearer  a b ",
    "Bearer",
    "Bearer ",
    "Bearer\ttok",
    "Basic",
    "Basic !!!",
    basic("user:pass"),
    basic("u:p:q"),
    basic(":"),
    basic("nocolon"),
    basic("é:ü"),
    basic(b"\xff:x"),
    basic("user:pass").lower().replace("basic", "bAsIc"),
    "Digest foobar",
    "digest",
    "Other foobar",
    "Else foobar",
]


def serve(name, scheme):
    @app.get(f"/{name}", name=name)
    def endpoint(found: Annotated[Optional[object], Security(scheme)]):
        return found

    kind = name.partition("-")[0]
    for options in VALUES.get(kind, []):
        REQUESTS.append(get(f"/{name}", **options))
    if kind not in VALUES:
        for value in AUTHORIZATIONS:
            headers = {} if value is None else {"authorization": value}
            REQUESTS.append(get(f"/{name}", headers=headers))


for _name, _scheme in SCHEMES.items():
    serve(_name, _scheme)


@app.post("/token")
def token(form: Annotated[OAuth2PasswordRequestForm, Depends()]):
    return vars(form)


@app.post("/token-strict")
def token_strict(form: Annotated[OAuth2PasswordRequestFormStrict, Depends()]):
    return vars(form)


FORM = {"username": "u", "password": "p"}
for _path in ("/token", "/token-strict"):
    REQUESTS += [
        post(_path),
        post(_path, data=FORM),
        post(_path, data={**FORM, "grant_type": "password", "scope": " a  b:c "}),
        post(_path, data={**FORM, "grant_type": "passwordx", "client_id": "c", "z": "1"}),
        post(_path, data={**FORM, "grant_type": "", "client_secret": "s"}),
        post(_path, json=FORM),
        post(_path, files={name: (None, value) for name, value in FORM.items()}),
    ]


@app.get("/utils")
def utils():
    return [get_authorization_scheme_param(text) for text in (None, "", "Bearer", "Bearer  x y ")]


REQUESTS.append(get("/utils"))


# Scopes

scoped = App()
password = SCHEMES["password"]
log = []


def current(scopes: SecurityScopes, token: Annotated[str, Depends(password)]):
    log.append(scopes.scope_str)
    return {"scopes": scopes.scopes, "text": scopes.scope_str, "token": token}


def active(user: Annotated[dict, Security(current, scopes=["me"])], scopes: SecurityScopes):
    return [user, scopes.scopes]


def plain(user: Annotated[dict, Depends(current)]):
    return user


@scoped.get("/items")
def items(user: Annotated[list, Security(active, scopes=["items", "me"])], own: SecurityScopes):
    return [user, own.scopes]


@scoped.get("/nothing")
def nothing(user: Annotated[dict, Depends(current)]):
    return user


@scoped.get("/through")
def through(user: Annotated[dict, Security(plain, scopes=["x", "x", "y"])]):
    return user


@scoped.get("/twice")
def twice(
    a: Annotated[dict, Security(current, scopes=["a", "b"])],
    b: Annotated[dict, Security(current, scopes=["b", "a"])],
    c: Annotated[dict, Security(current, scopes=["c"])],
    d: Annotated[dict, Depends(current)],
):
    taken = list(log)
    log.clear()
    return [a, b, c, d, taken]


@scoped.get("/list", dependencies=[Security(current, scopes=["l"])])
def in_list(a: Annotated[dict, Depends(current)]):
    return a


@scoped.get("/several")
def several(
    key: Annotated[str, Security(SCHEMES["header"], scopes=["zz"])],
    token: Annotated[str, Depends(password)],
    basic: Annotated[object, Depends(SCHEMES["basic-optional"])],
):
    return [key, token, basic]


@scoped.get("/partial")
def partial(found: Annotated[object, Depends(functools.partial(SCHEMES["bearer"]))]):
    return found


class OwnScheme(SecurityBase):
    def __init__(self):
        self.scheme_name = "Own"
        self.model = SCHEMES["bearer"].model

    def __call__(self, q: str = "none"):
        return q


@scoped.get("/own")
def own(found: Annotated[str, Security(OwnScheme(), scopes=["s"])]):
    return found


everywhere = App(dependencies=[Security(password, scopes=["app"])])
router = APIRouter(dependencies=[Depends(SCHEMES["query"])])


@router.get("/x", dependencies=[Security(password, scopes=["operation"])])
def x():
    return 1


everywhere.include_router(router, dependencies=[Security(password, scopes=["include"])])

TOKEN = {"headers": {"authorization": "Bearer t"}}
MORE = {
    "scoped": (
        scoped,
        [
            get("/items"),
            get("/items", **TOKEN),
            get("/nothing", **TOKEN),
            get("/through", **TOKEN),
            get("/twice", **TOKEN),
            get("/list", **TOKEN),
            get("/several"),
            get("/several", headers={"x-key": "k", "authorization": "Bearer t"}),
            get("/partial"),
            get("/partial", **TOKEN),
            get("/own"),
            get("/own?q=1"),
        ],
    ),
    "everywhere": (everywhere, [get("/x"), get("/x", **TOKEN), get("/x?key=k", **TOKEN)]),
}
