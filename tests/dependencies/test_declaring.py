"""Promises about how dependencies are declared, and what may be one."""

import dataclasses
import functools
from contextlib import asynccontextmanager, contextmanager
from typing import Generic, List, Optional, TypeVar

import pytest
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import Annotated

from etude import Body, Depends, Etude, Form, Header, HTTPException, Query, Request
from etude.exceptions import DeclarationError
from etude.testclient import TestClient


def answer(dependency, path="/", request="/", **options):
    """Return what an endpoint answers that returns what a dependency returns."""
    app = Etude()

    @app.get(path)
    def read(value: Annotated[object, Depends(dependency, **options)]):
        return value

    return TestClient(app).get(request).json()


# What may be a dependency


class Counted(type):
    def __call__(cls, q: str = ""):
        return [cls.__name__, q]


class ByMeta(metaclass=Counted):
    pass


class ByNew:
    def __new__(cls, q: str = ""):
        instance = super().__new__(cls)
        instance.q = q
        return instance


class Box(Generic[TypeVar("T")]):
    def __init__(self, q: str = ""):
        self.q = q


def test_a_class_is_made_as_python_makes_it():
    assert answer(ByMeta, request="/?q=x") == ["ByMeta", "x"]
    assert answer(ByNew, request="/?q=x") == {"q": "x"}


def test_a_class_of_a_generic_annotation_is_the_class():
    app = Etude()

    @app.get("/")
    def read(value: Annotated[Box[int], Depends()]):
        return value.q

    assert TestClient(app).get("/?q=x").json() == "x"


def test_a_dataclass_makes_its_own_defaults():
    @dataclasses.dataclass
    class Sorting:
        by: str
        down: bool = False

    assert answer(Sorting, request="/?by=name") == {"by": "name", "down": False}


def test_each_field_of_a_model_is_a_parameter():
    class Paging(BaseModel):
        model_config = ConfigDict(populate_by_name=True)

        skip: int = Field(0, ge=0)
        limit: int

    app = Etude()

    @app.get("/")
    def read(paging: Annotated[Paging, Depends()]) -> Paging:
        return paging

    client = TestClient(app)
    assert client.get("/?limit=3").json() == {"skip": 0, "limit": 3}
    locations = [error["loc"] for error in client.get("/?skip=x").json()["detail"]]
    assert sorted(locations) == [["query", "limit"], ["query", "skip"]]
    parameters = app.openapi()["paths"]["/"]["get"]["parameters"]
    assert [parameter["name"] for parameter in parameters] == ["skip", "limit"]


def test_an_alias_of_an_annotation_can_be_used_again():
    Text = Annotated[str, Depends(lambda q="": f"text {q}")]
    app = Etude()

    @app.get("/a")
    def read_a(text: Text):
        return text

    @app.get("/b")
    def read_b(text: Text, other: Text):
        return [text, other]

    client = TestClient(app)
    assert client.get("/a?q=x").json() == "text x"
    assert client.get("/b?q=x").json() == ["text x", "text x"]


def test_a_positional_argument_of_a_partial_is_no_parameter():
    def read(first, second: int):
        return [first, second]

    assert answer(functools.partial(read, "given"), request="/?second=2") == ["given", 2]


def test_a_request_may_override_what_a_partial_binds_by_name():
    def read(number: int):
        return number

    assert answer(functools.partial(read, number=7)) == 7
    assert answer(functools.partial(read, number=7), request="/?number=5") == 5


def test_what_the_dependency_is_annotated_to_return_does_not_matter():
    def read() -> "Missing":  # noqa: F821
        return "read"

    assert answer(read) == "read"


def test_a_model_that_a_dependency_returns_is_no_body():
    class Item(BaseModel):
        name: str

    app = Etude()

    @app.post("/")
    def create(item: Annotated[Item, Depends(lambda: "anything")]):
        return item

    assert TestClient(app).post("/").json() == "anything"
    assert "requestBody" not in app.openapi()["paths"]["/"]["post"]


# What is refused


@pytest.mark.parametrize(
    "dependency", ["text", 3, [1], object()], ids=["text", "number", "list", "object"]
)
def test_what_cannot_be_called_is_refused(dependency):
    with pytest.raises(TypeError, match=r"for `value`, which is not a callable object"):
        answer(dependency)


@pytest.mark.parametrize("builtin", [dict, int, str])
def test_a_builtin_without_a_signature_is_refused(builtin):
    with pytest.raises(ValueError, match="no signature found for builtin"):
        answer(builtin)


@pytest.mark.parametrize("type_", [Optional[Box], List[int]])
def test_an_annotation_that_is_no_class_says_not_what_to_call(type_):
    def read(value: Annotated[type_, Depends()]):
        pass

    with pytest.raises(DeclarationError, match=r"with Depends\(\), and the annotation is no class"):
        Etude().add_api_route("/", read)


def test_without_annotation_and_callable_nothing_says_what_to_call():
    def read(value=Depends()):  # noqa: B008
        pass

    with pytest.raises(DeclarationError, match=r"marks `value` with Depends\(\) and says nowhere"):
        Etude().add_api_route("/", read)


@pytest.mark.parametrize("default", [Depends(lambda: 1), Query()], ids=["depends", "query"])
def test_a_value_has_one_source(default):
    def read(value: Annotated[int, Depends(lambda: 2)] = default):
        pass

    with pytest.raises(DeclarationError, match="marks `value` twice"):
        Etude().add_api_route("/", read)


def test_the_last_marker_in_annotated_is_the_source():
    def read(
        value: Annotated[int, Query(), Depends(lambda: 2)],
        query: Annotated[int, Depends(lambda: 3), Query()],
        header: Annotated[int, Query(ge=2), Header()],
    ):
        return [value, query, header]

    app = Etude()
    app.add_api_route("/", read)
    client = TestClient(app)
    asked = "/?value=4&query=5&header=6"
    assert client.get(asked, headers={"header": "7"}).json() == [2, 5, 7]
    assert client.get(asked, headers={"header": "1"}).json()["detail"][0]["loc"] == [
        "header",
        "header",
    ]


def test_depends_must_be_called():
    def read(value: Annotated[int, Depends]):
        pass

    with pytest.raises(DeclarationError, match="annotates `value` with Depends without calling it"):
        Etude().add_api_route("/", read)


def test_a_circle_names_each_place_once_more():
    def first(value):
        pass

    def second(value=Depends(first)):  # noqa: B008
        pass

    first.__defaults__ = (Depends(second),)
    with pytest.raises(DeclarationError) as caught:
        answer(first)
    message = str(caught.value)
    assert message.startswith("Dependencies go in a circle: ")
    assert message.count("first() in ") == 2
    assert message.count("second() in ") == 1
    assert ",." not in message


def test_an_endpoint_may_be_a_dependency_of_the_operations_around_it():
    calls = []

    def user():
        calls.append("user")
        return "me"

    app = Etude(dependencies=[Depends(user)])
    app.add_api_route("/me", user)
    assert TestClient(app).get("/me").json() == "me"
    assert calls == ["user", "user"]


def test_there_may_be_any_number_of_dependencies():
    calls = []
    listed = [Depends(functools.partial(calls.append, number)) for number in range(1100)]
    app = Etude()
    app.add_api_route("/some", lambda: "some", dependencies=listed[:1])
    app.add_api_route("/all", lambda: "all", dependencies=listed)
    app.add_api_route("/again", lambda: "again", dependencies=listed[:1])
    client = TestClient(app)
    for name, run in (("some", [0]), ("all", list(range(1100))), ("again", [0])):
        calls.clear()
        assert client.get(f"/{name}").json() == name
        assert calls == run


def test_equal_names_do_not_make_dependencies_equal():
    def make(value):
        def read(q: int = 0):
            return [value, q]

        return read

    app = Etude()

    @app.get("/{q}")
    def read_path(a: Annotated[list, Depends(make("a"))], b: Annotated[list, Depends(make("b"))]):
        return [a, b]

    shared = Depends(make("shared"))
    app.add_api_route("/query/of", lambda value=shared: value)
    app.add_api_route("/path/{q}", lambda value=shared: value)
    client = TestClient(app)
    assert client.get("/3?q=4").json() == [["a", 3], ["b", 3]]
    assert client.get("/query/of?q=4").json() == ["shared", 4]
    assert client.get("/path/3?q=4").json() == ["shared", 3]


# Parameters of dependencies


def test_a_parameter_of_two_is_converted_for_each_and_documented_once():
    def read(q: str):
        return q

    app = Etude()

    @app.get("/")
    def endpoint(q: int, text: Annotated[str, Depends(read)]):
        return [q, text]

    assert TestClient(app).get("/?q=3").json() == [3, "3"]
    assert len(app.openapi()["paths"]["/"]["get"]["parameters"]) == 1


def test_an_unannotated_parameter_is_a_text_of_the_query():
    assert answer(lambda q=1: q) == 1
    assert answer(lambda q=1: q, request="/?q=2") == "2"


class Item(BaseModel):
    name: str


class User(BaseModel):
    age: int


def test_one_body_of_several_is_one_body():
    def name(item: Item):
        return item.name

    app = Etude()

    @app.post("/")
    def create(item: Item, named: Annotated[str, Depends(name)]):
        return [item, named]

    assert TestClient(app).post("/", json={"name": "x"}).json() == [{"name": "x"}, "x"]


def test_two_bodies_stand_under_their_names():
    def age(user: User):
        return user.age

    app = Etude()

    @app.post("/")
    def create(item: Item, age: Annotated[int, Depends(age)]):
        return [item.name, age]

    client = TestClient(app)
    assert client.post("/", json={"item": {"name": "x"}, "user": {"age": 3}}).json() == ["x", 3]


def test_a_dependency_reads_fields_of_a_form():
    def credentials(name: Annotated[str, Form()], x_realm: Annotated[str, Header()] = "none"):
        return [name, x_realm]

    app = Etude()

    @app.post("/")
    def login(value: Annotated[list, Depends(credentials)]):
        return value

    assert TestClient(app).post("/", data={"name": "x"}).json() == ["x", "none"]


def test_a_body_that_is_no_json_is_refused_before_anything_runs():
    calls, app = [], Etude(dependencies=[Depends(lambda: calls.append("ran"))])

    @app.post("/")
    def create(number: Annotated[int, Body()]):
        pass

    client = TestClient(app)
    malformed = client.post("/", content=b"{", headers={"content-type": "application/json"})
    assert malformed.json()["detail"][0]["type"] == "json_invalid"
    assert calls == []
    assert client.post("/", json="x").status_code == 422
    assert calls == ["ran"]


# Values and exceptions


def test_a_dependency_that_returns_a_coroutine_hands_over_the_coroutine():
    async def later():
        return "awaited"

    app = Etude()

    @app.get("/")
    async def read(value: Annotated[object, Depends(lambda: later())]):
        return await value

    assert TestClient(app).get("/").json() == "awaited"


def test_the_end_of_an_iterator_becomes_a_runtime_error():
    with pytest.raises(RuntimeError, match="StopIteration"):
        answer(lambda: next(iter(())))


@pytest.mark.parametrize("make", [contextmanager, asynccontextmanager])
def test_a_context_manager_is_entered_and_left(make, events):
    if make is contextmanager:
        dependency = make(events.opening("A", kind="sync"))
    else:
        dependency = make(events.opening("A"))
    app = Etude()

    @app.get("/")
    def read(value: Annotated[str, Depends(dependency)]):
        events.append(f"endpoint {value}")

    assert events.serve(app) == ["A in", "endpoint A", "send 200", "send body", "A out"]


def test_a_request_and_an_exception_know_nothing_of_caching():
    app = Etude()

    def check(request: Request):
        if "x-stop" in request.headers:
            raise HTTPException(403)
        return request.url.path

    @app.get("/{name}")
    def read(path: Annotated[str, Depends(check)], again: Annotated[str, Depends(check)]):
        return [path, again]

    client = TestClient(app)
    assert client.get("/a", headers={"x-stop": "1"}).status_code == 403
    assert client.get("/b").json() == ["/b", "/b"]
