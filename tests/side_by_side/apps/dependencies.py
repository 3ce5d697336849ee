"""Dependencies: kinds of callables, order, caching, errors, yield, overrides."""

import contextlib
import contextvars
import dataclasses
import functools
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field

from exchanges import Declarations, get, post, raw
from subject import (
    APIRouter,
    App,
    BackgroundTasks,
    Depends,
    Header,
    HTTPException,
    Query,
    Request,
    Response,
    Security,
)
from subject.exceptions import FrameworkError
from subject.responses import JSONResponse, StreamingResponse

log = []


def take_log():
    taken = list(log)
    log.clear()
    return taken


app = App()
app.get("/log")(take_log)
T = TypeVar("T")


# Kinds of callables


def plain(q: int, limit: int = 10):
    return {"q": q, "limit": limit}


async def coroutine(q: int):
    return q


def generator(q: int):
    yield q


async def async_generator(q: int):
    yield q


class Pages:
    def __init__(self, skip: int = 0, limit: int = 100):
        self.skip = skip
        self.limit = limit


class Callable_:
    def __init__(self, word):
        self.word = word

    def __call__(self, q: str = ""):
        return self.word in q


class AsyncCallable:
    async def __call__(self, q: str = ""):
        return q


class GeneratorCallable:
    def __call__(self, q: str = ""):
        yield q


class Methods:
    def method(self, q: int):
        return ["method", q]

    @classmethod
    def of_class(cls, q: int):
        return ["class", q]

    @staticmethod
    def static(q: int):
        return ["static", q]


@dataclasses.dataclass
class Data:
    q: int
    other: str = "o"


class Model(BaseModel):
    q: int = Field(gt=2)
    other: str = Field("o", alias="oth")


def wrapping(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return ["wrapped", function(*args, **kwargs)]

    return wrapper


class New:
    def __new__(cls, q: int):
        made = super().__new__(cls)
        made.q = q
        return made


KINDS = {
    "plain": plain,
    "coroutine": coroutine,
    "generator": generator,
    "async-generator": async_generator,
    "lambda": lambda q: q,
    "class": Pages,
    "instance": Callable_("a"),
    "async-instance": AsyncCallable(),
    "generator-instance": GeneratorCallable(),
    "method": Methods().method,
    "class-method": Methods.of_class,
    "static-method": Methods.static,
    "partial": functools.partial(plain, limit=7),
    "partial-positional": functools.partial(plain, 3),
    "partial-coroutine": functools.partial(coroutine, q=4),
    "dataclass": Data,
    "model": Model,
    "wrapped": wrapping(plain),
    "new": New,
}
REQUESTS = []


def serve_kind(name, function):
    @app.get(f"/kind/{name}", name=name)
    def endpoint(found: Annotated[Any, Depends(function)]):
        return found

    REQUESTS.extend(
        get(f"/kind/{name}{query}") for query in ("", "?q=3", "?q=a&limit=5", "?q=1&oth=x")
    )


for _name, _function in KINDS.items():
    serve_kind(_name, _function)


@app.get("/default-style")
def default_style(found: dict = Depends(plain), pages: Pages = Depends()):
    return [found, pages]


@app.get("/unused-default")
def unused_default(found: Annotated[dict, Depends(plain)] = 3):
    return found


@app.get("/last-marker")
def last_marker(
    a: Annotated[int, Query(), Depends(lambda: 2)],
    b: Annotated[int, Depends(lambda: 3), Query()],
    c: Annotated[int, Query(ge=2), Header()],
    d: Annotated[str, Header(max_length=2, alias="e"), Query()],
):
    return [a, b, c, d]


@app.get("/unused-type")
def unused_type(
    found: Annotated[int, Depends(lambda: "text")], model: Annotated[Model, Depends(lambda: 3)]
):
    return [found, model]


@app.get("/special-type")
def special_type(request: Annotated[Request, Depends(lambda: "r")], q: Annotated[Pages, Depends()]):
    return [request, q]


@app.get("/path/{name}/{other}")
def with_path(found: Annotated[dict, Depends(lambda name, other: {"n": name, "o": other})]):
    return found


@app.get("/named-like-the-path/{name}")
def named_like_path(name: Annotated[str, Depends(lambda: "dependency")]):
    return name


REQUESTS += [
    get("/default-style"),
    get("/default-style?q=1&skip=2"),
    get("/unused-default?q=1"),
    get("/last-marker?a=1&b=4&c=5&e=x", headers={"c": "6", "d": "y"}),
    get("/last-marker?a=1&b=4&c=5&e=xyz", headers={"c": "1", "e": "y"}),
    get("/unused-type"),
    get("/special-type"),
    get("/path/a/b"),
    get("/named-like-the-path/x"),
]


# Order and caching


def note(name, *needs):
    """Return a dependency that notes its call, and needs others."""

    def dependency(**found):
        log.append(name)
        return f"{name}({','.join(map(str, found.values()))})"

    parameters = ", ".join(f"n{index}=needs[{index}]" for index in range(len(needs)))
    scope = {"needs": [Depends(need) for need in needs], "dependency": dependency}
    arguments = ", ".join(f"n{index}=n{index}" for index in range(len(needs)))
    exec(f"def {name}({parameters}): return dependency({arguments})", scope)
    return scope[name]


leaf = note("leaf")
left = note("left", leaf)
right = note("right", leaf)
top = note("top", left, right)


@app.get("/tree", dependencies=[Depends(note("first")), Depends(right)])
def tree(a: str = Depends(top), b: str = Depends(leaf), c: str = Depends(note("last"))):
    return [a, b, c, take_log()]


calls = []


def count():
    calls.append(1)
    return len(calls)


def counted(found: Annotated[int, Depends(count)]):
    return found


@app.get("/cached")
def cached(
    a: Annotated[int, Depends(count)],
    b: Annotated[int, Depends(count)],
    c: Annotated[int, Depends(counted)],
):
    calls.clear()
    return [a, b, c]


@app.get("/uncached")
def uncached(
    a: Annotated[int, Depends(count)],
    b: Annotated[int, Depends(count, use_cache=False)],
    c: Annotated[int, Depends(count)],
    d: Annotated[int, Depends(count, use_cache=False)],
):
    calls.clear()
    return [a, b, c, d]


@app.get("/uncached-first")
def uncached_first(
    a: Annotated[int, Depends(count, use_cache=False)],
    b: Annotated[int, Depends(count)],
    c: Annotated[int, Depends(count)],
):
    calls.clear()
    return [a, b, c]


@app.get("/uncached-list", dependencies=[Depends(count, use_cache=False)] * 2)
def uncached_list(a: Annotated[int, Depends(count)]):
    calls.clear()
    return a


@app.get("/cached-scopes")
def cached_scopes(
    a: Annotated[int, Security(count, scopes=["a"])],
    b: Annotated[int, Security(count, scopes=["b"])],
    c: Annotated[int, Depends(count)],
    d: Annotated[int, Security(count, scopes=["b"])],
):
    calls.clear()
    return [a, b, c, d]


REQUESTS += [
    get(path)
    for path in (
        "/tree",
        "/cached",
        "/uncached",
        "/uncached-first",
        "/uncached-list",
        "/cached-scopes",
    )
]


# Errors


def needs_a(a: int):
    log.append("a")
    return a


def needs_b(a: Annotated[int, Depends(needs_a)], b: int):
    log.append("b")
    return b


def refuses(token: Annotated[str, Header()] = ""):
    log.append("refuses")
    if token == "no":
        raise HTTPException(403, "no")


class Item(BaseModel):
    name: str


@app.post("/errors/{p}", dependencies=[Depends(needs_b), Depends(refuses)])
def errors(p: int, c: int, item: Item, a: Annotated[int, Depends(needs_a)]):
    log.append("endpoint")
    return [p, c, item, a]


@app.get("/same-name")
def same_name(q: int, found: Annotated[dict, Depends(lambda q: q)]):
    return [q, found]


REQUESTS += [
    post("/errors/x?a=z&b=y&c=w", json={}),
    get("/log", "after errors"),
    post("/errors/1?a=1&b=y&c=2", json={"name": 1}),
    get("/log", "after one error"),
    post("/errors/1?a=x&b=2", json={}, headers={"token": "no"}),
    get("/log", "after a refusal"),
    post("/errors/1", **raw("{bad")),
    get("/log", "after bad JSON"),
    post("/errors/1?a=1&b=2&c=3", json={"name": "n"}),
    get("/log", "after success"),
    get("/same-name?q=3"),
    get("/same-name"),
]


# Dependencies that yield


class OwnError(Exception):
    pass


@app.exception_handler(OwnError)
async def handle_own(request, error):
    log.append("handler")
    return JSONResponse({"own": True}, 418)


def resource(name, converts=None, swallows=False, late=None):
    def dependency():
        log.append(f"{name} in")
        try:
            yield name
        except BaseException as error:
            log.append(f"{name} exc {type(error).__name__}")
            if converts is not None:
                raise converts from None
            if not swallows:
                raise
        finally:
            log.append(f"{name} out")
        if late is not None:
            raise late

    return dependency


def async_resource(name, **options):
    make = resource(name, **options)

    async def dependency():
        inner = make()
        value = next(inner)
        try:
            yield value
        except BaseException as error:
            with contextlib.suppress(StopIteration):
                inner.throw(error)
        else:
            next(inner, None)

    return dependency


a, b = resource("A"), async_resource("B")
function_scoped = resource("F")


@app.get("/yield")
def with_yield(
    tasks: BackgroundTasks,
    one: Annotated[str, Depends(a)],
    two: Annotated[str, Depends(b)],
    three: Annotated[str, Depends(function_scoped, scope="function")],
):
    log.append("endpoint")
    tasks.add_task(log.append, "task")
    return [one, two, three]


@app.get("/yield-raise/{kind}")
def yield_raise(
    kind: str,
    one: Annotated[str, Depends(a)],
    two: Annotated[str, Depends(function_scoped, scope="function")],
    three: Annotated[str, Depends(b)],
):
    log.append("endpoint")
    raise {"http": HTTPException(400), "own": OwnError(), "other": ValueError()}[kind]


@app.get("/yield-invalid")
def yield_invalid(one: Annotated[str, Depends(a)], q: int):
    return q


@app.get("/yield-wrong-answer")
def yield_wrong_answer(one: Annotated[str, Depends(a)]) -> int:
    return "x"


@app.get("/yield-converts")
def yield_converts(
    outer: Annotated[str, Depends(a)],
    one: Annotated[str, Depends(resource("C", converts=HTTPException(409, "converted")))],
):
    raise ValueError


@app.get("/yield-swallows/{kind}")
def yield_swallows(
    kind: str,
    outer: Annotated[str, Depends(a)],
    one: Annotated[str, Depends(resource("S", swallows=True))],
):
    raise {"http": HTTPException(404), "other": ValueError()}[kind]


@app.get("/yield-late")
def yield_late(one: Annotated[str, Depends(resource("L", late=HTTPException(409, "late")))]):
    return 1


@app.get("/yield-late-function")
def yield_late_function(
    outer: Annotated[str, Depends(a)],
    one: Annotated[str, Depends(resource("L", late=HTTPException(409, "late")), scope="function")],
):
    return 1


@app.get("/yield-late-other")
def yield_late_other(
    one: Annotated[str, Depends(resource("L", late=ValueError("late")), scope="function")],
):
    return 1


def refusing_generator():
    raise HTTPException(401, "before")
    yield


def never_yields():
    if log is None:
        yield


def yields_twice():
    yield 1
    yield 2


@app.get("/yield-refuses")
def yield_refuses(
    outer: Annotated[str, Depends(a)], x: Annotated[str, Depends(refusing_generator)]
):
    return 1


@app.get("/yield-never")
def yield_never(x: Annotated[str, Depends(never_yields)]):
    return 1


@app.get("/yield-twice")
def yield_twice(x: Annotated[str, Depends(yields_twice)]):
    return x


@app.get("/yield-both-scopes")
def yield_both_scopes(
    x: Annotated[str, Depends(a)], y: Annotated[str, Depends(a, scope="function")]
):
    return [x, y]


@app.get("/yield-list", dependencies=[Depends(a), Depends(b, scope="function")])
def yield_list():
    return 1


def sub(outer: Annotated[str, Depends(a)]):
    log.append("sub in")
    yield outer + "!"
    log.append("sub out")


@app.get("/yield-sub")
def yield_sub(x: Annotated[str, Depends(sub)], y: Annotated[str, Depends(a)]):
    return [x, y]


@app.get("/yield-stream")
def yield_stream(
    x: Annotated[str, Depends(a)], y: Annotated[str, Depends(function_scoped, scope="function")]
):
    def chunks():
        log.append("chunk")
        yield "a"
        log.append("end")

    return StreamingResponse(chunks())


@app.get("/yield-response")
def yield_response(response: Response, x: Annotated[str, Depends(a)]):
    response.headers["x-a"] = x
    return 1


def unit_of_work(response: Response, fail: bool = False):
    response.headers["x-before"] = "1"
    yield
    response.headers["x-after"] = "1"


@app.get("/yield-header")
def yield_header(x: Annotated[None, Depends(unit_of_work, scope="function")]):
    return 1


YIELDING = [
    "/yield",
    "/yield-raise/http",
    "/yield-raise/own",
    "/yield-raise/other",
    "/yield-invalid",
    "/yield-wrong-answer",
    "/yield-converts",
    "/yield-swallows/http",
    "/yield-swallows/other",
    "/yield-late",
    "/yield-late-function",
    "/yield-late-other",
    "/yield-refuses",
    "/yield-never",
    "/yield-twice",
    "/yield-both-scopes",
    "/yield-list",
    "/yield-sub",
    "/yield-stream",
    "/yield-response",
    "/yield-header",
]
for _path in YIELDING:
    REQUESTS += [get(_path), get("/log", f"after {_path}")]


# Context variables

variable = contextvars.ContextVar("variable", default="unset")


async def sets_variable():
    variable.set("set")


async def resets_variable():
    token = variable.set("generator")
    yield
    variable.reset(token)


@app.get("/context", dependencies=[Depends(sets_variable)])
def context():
    return variable.get()


@app.get("/context-generator", dependencies=[Depends(resets_variable)])
async def context_generator():
    return variable.get()


REQUESTS += [get("/context"), get("/context-generator")]


# Routers and applications


def named(name):
    def dependency():
        log.append(name)

    return dependency


layered = App(dependencies=[Depends(named("app"))])
inner = APIRouter(prefix="/inner", dependencies=[Depends(named("inner"))])
outer = APIRouter(prefix="/outer", dependencies=[Depends(named("outer"))])


@inner.get("/x", dependencies=[Depends(named("operation"))])
def layered_x(q: Annotated[None, Depends(named("parameter"))]):
    return take_log()


outer.include_router(inner, dependencies=[Depends(named("include inner"))])
layered.include_router(outer, prefix="/api", dependencies=[Depends(named("include outer"))])


# Overrides

overridden = App()


def original(q: int):
    return ["original", q]


def using(found: Annotated[list, Depends(original)]):
    return ["using", found]


def replacement(other: str = "o"):
    return ["replacement", other]


@overridden.get("/direct")
def direct(found: Annotated[list, Depends(original)]):
    return found


@overridden.get("/nested", dependencies=[Depends(original)])
def nested(found: Annotated[list, Depends(using)]):
    return found


@overridden.get("/generator")
def overridden_generator(found: Annotated[int, Depends(generator)]):
    return found


async def other_generator():
    log.append("in")
    yield "replaced"
    log.append("out")


overridden.get("/log")(take_log)
overridden.dependency_overrides = {original: replacement, generator: other_generator}

MORE = {
    "layered": (layered, [get("/api/outer/inner/x"), get("/nowhere")]),
    "overridden": (
        overridden,
        [
            get("/direct"),
            get("/direct?other=x"),
            get("/nested"),
            get("/generator"),
            get("/log"),
        ],
    ),
}

DECLARATIONS = Declarations()


@DECLARATIONS.refused_with(TypeError)
def a_text_as_a_dependency():
    @App().get("/")
    def endpoint(x: Annotated[str, Depends("text")]): ...


@DECLARATIONS.refused_with(FrameworkError)
def a_longer_scope_inside_a_shorter_one():
    def short():
        yield 1

    def long(x: Annotated[int, Depends(short, scope="function")]):
        yield x

    @App().get("/")
    def endpoint(x: Annotated[int, Depends(long)]): ...


@DECLARATIONS.refused_with(AssertionError)
def depends_twice():
    @App().get("/")
    def endpoint(x: Annotated[int, Depends(plain)] = Depends(plain)): ...


@DECLARATIONS.refused_with(Exception)
def a_bare_function_in_the_list():
    App().get("/", dependencies=[plain])(lambda: 1)


@DECLARATIONS.refused_with(AssertionError)
def an_empty_depends_in_the_list():
    App().get("/", dependencies=[Depends()])(lambda: 1)


@DECLARATIONS.refused_with(TypeError)
def a_scope_by_position():
    Depends(plain, True)
