"""Promises about what tools read from routes, and what they may change there."""

from __future__ import annotations

import dataclasses
import functools
import inspect
from typing import Any, AsyncIterable, ClassVar, Dict, Iterator, List

import pytest
from pydantic import BaseModel
from starlette.requests import HTTPConnection
from typing_extensions import Annotated

import etude.routing
from etude import (
    APIRouter,
    BackgroundTasks,
    Body,
    Cookie,
    Depends,
    Etude,
    File,
    Form,
    Header,
    Request,
    Response,
    Security,
    WebSocket,
)
from etude.dependencies.models import Dependant
from etude.dependencies.utils import (
    _get_body_field,
    _get_flat_body_params,
    get_flat_dependant,
    get_parameterless_sub_dependant,
)
from etude.responses import EventSourceResponse
from etude.routing import APIRoute
from etude.security import OAuth2PasswordBearer, SecurityScopes
from etude.testclient import TestClient


class Item(BaseModel):
    name: str


def limit(size: int = 10) -> int:
    return size


token = OAuth2PasswordBearer("token")


def user(scopes: SecurityScopes, token: Annotated[str, Depends(token)]) -> str:
    return f"{token} {scopes.scope_str}"


def refuse() -> None:
    """Stand for a check."""


def change_item(
    item_id: int,
    item: Item,
    request: Request,
    response: Response,
    tasks: BackgroundTasks,
    size: Annotated[int, Depends(limit)],
    name: Annotated[str, Security(user, scopes=["write"])],
    x_tag: Annotated[List[str], Header()],
    q: str = "none",
    session: Annotated[str, Cookie()] = "",
) -> Item:
    return item


def route_of(endpoint, path="/", **options) -> APIRoute:
    return APIRoute(path, endpoint, **options)


def names(fields) -> List[str]:
    return [field.name for field in fields]


def test_a_route_shows_its_callable_and_the_parameters_by_their_place():
    dependant = route_of(change_item, "/items/{item_id:int}", methods=["PUT"]).dependant
    assert isinstance(dependant, Dependant)
    assert (dependant.call, dependant.path, dependant.name) == (
        change_item,
        "/items/{item_id}",
        None,
    )
    assert names(dependant.path_params) == ["item_id"]
    assert names(dependant.query_params) == ["q"]
    assert names(dependant.header_params) == ["x_tag"]
    assert names(dependant.cookie_params) == ["session"]
    assert names(dependant.body_params) == ["item"]
    assert dependant.request_param_name == "request"
    assert dependant.response_param_name == "response"
    assert dependant.background_tasks_param_name == "tasks"
    assert dependant.websocket_param_name is None


def test_dependencies_show_what_they_call_under_which_name_and_scopes():
    dependant = route_of(change_item, "/{item_id}", dependencies=[Depends(refuse)]).dependant
    assert [(each.name, each.call) for each in dependant.dependencies] == [
        (None, refuse),
        ("size", limit),
        ("name", user),
    ]
    named = dependant.dependencies[2]
    assert (named.own_oauth_scopes, named.parent_oauth_scopes) == (["write"], [])
    assert named.security_scopes_param_name == "scopes"
    (inner,) = named.dependencies
    assert (inner.call, inner.own_oauth_scopes, inner.parent_oauth_scopes) == (token, [], ["write"])


def test_all_calls_of_an_application_can_be_walked_through():
    router = APIRouter(dependencies=[Depends(refuse)])
    router.get("/a")(limit)
    app = Etude()
    app.include_router(router, prefix="/x", dependencies=[Depends(token)])
    (route,) = [route for route in app.routes if isinstance(route, APIRoute)]
    assert [each.call for each in route.dependant.dependencies] == [token, refuse]
    assert (router.routes[0].dependant.path, route.dependant.path) == ("/a", "/x/a")


def test_a_websocket_route_shows_its_callable_too():
    async def talk(websocket: WebSocket, connection: HTTPConnection, size: int = Depends(limit)):
        """Say nothing."""

    app = Etude()
    app.websocket("/talk/{room}")(talk)
    dependant = app.routes[-1].dependant
    assert dependant.call is talk
    assert [each.call for each in dependant.dependencies] == [limit]


def test_a_view_is_made_once():
    route = route_of(limit)
    assert route.dependant is route.dependant
    assert route.body_field is route.body_field
    with pytest.raises(AttributeError, match="no attribute 'dependent'"):
        _ = route.dependent


# Fields


def test_a_field_has_the_names_the_default_and_the_type_of_a_parameter():
    def read(
        q: Annotated[int, Header(alias="x-q", ge=1)] = 3, made: int = Body(default_factory=int)
    ):
        """Read nothing."""

    dependant = route_of(read).dependant
    (field,), (made,) = dependant.header_params, dependant.body_params
    assert (field.name, field.alias, field.default) == ("q", "x-q", 3)
    assert (field.field_info.annotation, field.mode) == (int, "validation")
    assert made.default == 0
    assert field.validate("4") == (4, [])
    (error,) = field.validate("0", loc=("header", "x-q"))[1]
    assert (error["type"], error["loc"]) == ("greater_than_equal", ("header", "x-q"))
    assert "ModelField(" in repr(field)
    assert "name='q'" in repr(field)


def test_the_body_is_one_field():
    def one(item: Item):
        """Take an item."""

    def two(item: Item, count: int = Body(1)):
        """Take more."""

    assert route_of(limit).body_field is None
    body = route_of(one).body_field
    assert (body.name, body.field_info.annotation) == ("item", Item)
    both = route_of(two).body_field
    assert (both.name, both.field_info.is_required()) == ("body", True)
    assert both.field_info.annotation.__name__ == f"Body_{route_of(two).unique_id}"
    assert both.validate({"item": {"name": "a"}})[0].count == 1
    assert both.field_info.annotation.model_fields.keys() == {"item", "count"}


def test_the_response_model_is_a_field_and_those_of_further_responses():
    def read() -> Item:
        return Item(name="a")

    route = route_of(read, responses={404: {"model": Dict[str, int]}, 500: {"description": "no"}})
    field = route.response_field
    assert (field.field_info.annotation, field.mode) == (Item, "serialization")
    assert field.name == "Response_read__get"
    assert field.serialize(Item(name="a")) == {"name": "a"}
    assert field.serialize_json(Item(name="a"), exclude={"name"}) == b"{}"
    found = {key: each.field_info.annotation for key, each in route.response_fields.items()}
    assert found == {"404": Dict[str, int]}
    assert route_of(refuse).response_field is None


def test_the_response_model_is_shown_from_where_it_is_declared():
    def read() -> Item:
        return Item(name="a")

    assert route_of(read).response_model is Item
    assert route_of(read, response_model=Dict[str, str]).response_model == Dict[str, str]
    assert route_of(read, response_model=None).response_model is None
    assert route_of(limit, responses={200: {"description": "a size"}}).response_model is int


def test_lists_that_were_not_given_are_empty():
    route = route_of(limit)
    assert (route.tags, route.dependencies, route.callbacks) == ([], [], [])


def test_a_stream_shows_its_items():
    async def lines() -> AsyncIterable[Item]:
        yield Item(name="a")

    async def events():
        yield Item(name="a")

    route = route_of(lines)
    assert (route.is_json_stream, route.is_sse_stream) == (True, False)
    assert (route.stream_item_type, route.stream_item_field.mode) == (Item, "serialization")
    assert route.response_field is None
    route = route_of(events, response_class=EventSourceResponse)
    assert (route.is_json_stream, route.is_sse_stream) == (False, True)
    assert (route.stream_item_type, route.stream_item_field) == (None, None)
    route = route_of(limit)
    assert (route.is_json_stream, route.stream_item_type) == (False, None)


# What may be changed

called: List[Any] = []


@pytest.fixture(autouse=True)
def _forget():
    called.clear()


def note(q: int = 0) -> None:
    called.append(f"note {q}")


def depend_on_note(route: APIRoute) -> None:
    depends = Depends(note)
    child = get_parameterless_sub_dependant(depends=depends, path=route.path_format)
    route.dependant.dependencies.insert(0, child)


def test_a_dependency_may_be_added_to_a_route():
    app = Etude()
    app.get("/")(lambda: "a")
    client = TestClient(app)
    client.get("/")
    depend_on_note(app.routes[-1])
    assert client.get("/?q=3").json() == "a"
    assert called == ["note 3"]
    assert [each["name"] for each in app.openapi()["paths"]["/"]["get"]["parameters"]] == ["q"]


def test_an_added_dependency_is_kept_where_the_router_is_included():
    router = APIRouter(dependencies=[Depends(refuse)])
    router.get("/{q}")(lambda: "a")
    depend_on_note(router.routes[0])
    app = Etude()
    app.include_router(router, prefix="/{more}")
    assert [each.call for each in app.routes[-1].dependant.dependencies] == [note, refuse]
    TestClient(app).get("/0/5")
    assert called == ["note 5"]


def test_an_added_dependency_can_be_overridden():
    app = Etude()
    app.get("/")(lambda: "a")
    depend_on_note(app.routes[-1])
    app.dependency_overrides[note] = lambda: called.append("other")
    TestClient(app).get("/")
    assert called == ["other"]


def test_parameters_of_an_added_dependency_are_in_the_body_field():
    app = Etude()
    app.post("/")(lambda: "a")
    route = app.routes[-1]
    assert (route.body_field, route._embed_body_fields) == (None, False)

    def take(first: Annotated[int, Body()], second: Annotated[int, Body()]) -> None:
        called.append(f"{first} {second}")

    depends = Depends(take)
    child = get_parameterless_sub_dependant(depends=depends, path=route.path_format)
    route.dependencies.append(depends)
    route.dependant.dependencies.append(child)
    body = _get_body_field(
        body_params=_get_flat_body_params(route.dependant),
        name=route.unique_id,
        embed_body_fields=route._embed_body_fields,
    )
    assert body.field_info.annotation.model_fields.keys() == {"first", "second"}
    route.app = etude.routing.request_response(route.get_route_handler())
    assert TestClient(app).post("/", json={"first": 1, "second": 2}).json() == "a"
    assert called == ["1 2"]


def test_an_endpoint_whose_signature_was_changed_is_read_anew_where_it_is_included():
    def read(self, q: int):
        return [self, q]

    inner, outer, app = APIRouter(), APIRouter(), Etude()
    inner.get("/")(read)
    first, *others = inspect.signature(read).parameters.values()
    changed = [first.replace(default=Depends(limit)), *others]
    read.__signature__ = inspect.Signature(
        [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in changed]
    )
    outer.routes.append(inner.routes[0])
    app.include_router(outer)
    assert TestClient(app).get("/?q=2&size=3").json() == [3, 2]


def test_what_serves_a_route_may_be_replaced():
    app = Etude()
    app.get("/{q}")(lambda q: q)
    route = app.routes[-1]
    handle = route.get_route_handler()

    async def noting(request: Request) -> Response:
        called.append(request.url.path)
        return await handle(request)

    route.app = etude.routing.request_response(noting)
    assert TestClient(app).get("/a").json() == "a"
    assert called == ["/a"]


@pytest.fixture
def replaced_handler():
    """Replace `get_request_handler`, as packages that trace requests do."""
    original = etude.routing.get_request_handler

    def replacement(*arguments, **keywords):
        function = keywords["dependant"].call

        @functools.wraps(function)
        def noted(*arguments, **keywords):
            called.append(function.__name__)
            return function(*arguments, **keywords)

        keywords["dependant"].call = noted
        handle = original(*arguments, **keywords)

        async def noting(request: Request) -> Response:
            called.append(request.scope["route"].path)
            return await handle(request)

        return noting

    etude.routing.get_request_handler = replacement
    yield
    del etude.routing.get_request_handler


@pytest.mark.usefixtures("replaced_handler")
def test_a_replaced_request_handler_sees_every_request():
    app = Etude()

    @app.post("/{item_id}", response_model_exclude_unset=True, status_code=201)
    def make(
        item_id: int, item: Item, count: Annotated[int, Body()], size: int = Depends(limit)
    ) -> Item:
        return Item(name=f"{item_id} {item.name} {count} {size}")

    @app.get("/")
    def lines() -> List[int]:
        return [1]

    client = TestClient(app)
    answer = client.post("/1", json={"item": {"name": "a"}, "count": 2})
    assert (answer.status_code, answer.json()) == (201, {"name": "1 a 2 10"})
    assert called == ["/{item_id}", "make"]
    assert client.post("/x", json={}).status_code == 422
    assert client.get("/").json() == [1]
    app.dependency_overrides[limit] = lambda: 7
    answer = client.post("/1", json={"item": {"name": "a"}, "count": 2})
    assert answer.json() == {"name": "1 a 2 7"}


@pytest.mark.usefixtures("replaced_handler")
def test_a_replaced_request_handler_sees_streams():
    app = Etude()

    @app.get("/")
    async def lines() -> AsyncIterable[Item]:
        yield Item(name="a")

    assert TestClient(app).get("/").text == '{"name":"a"}\n'
    assert called[0] == "/"


@pytest.fixture
def replaced_parts():
    """Replace the two functions that packages stand around which record arguments, as logfire."""
    routing = etude.routing
    solve, run = routing.solve_dependencies, routing.run_endpoint_function

    async def see_arguments(*, request, **keywords):
        solved = await solve(request=request, **keywords)
        called.append((request.scope["route"].path, sorted(solved.values), len(solved.errors)))
        return dataclasses.replace(solved, values=dict(solved.values))

    async def see_call(*, dependant, values, **keywords):
        called.append(dependant.call.__name__)
        return await run(dependant=dependant, values=values, **keywords)

    routing.solve_dependencies, routing.run_endpoint_function = see_arguments, see_call
    yield
    del routing.solve_dependencies, routing.run_endpoint_function


def opened(size: int = 10) -> Iterator[int]:
    yield size
    called.append("closed")


@pytest.mark.usefixtures("replaced_parts")
@pytest.mark.parametrize("scope", ["function", "request"])
def test_replaced_parts_see_arguments_and_calls(scope):
    app = Etude()

    @app.post("/{item_id}", response_model_exclude_unset=True, status_code=201)
    def make(
        item_id: int,
        item: Item,
        count: Annotated[int, Body()],
        response: Response,
        tasks: BackgroundTasks,
        size: int = Depends(opened, scope=scope),  # the scope is not a global name
    ) -> Item:
        response.headers["x-size"] = str(size)
        tasks.add_task(called.append, "task")
        return Item(name=f"{item_id} {item.name} {count}")

    client = TestClient(app)
    answer = client.post("/1", json={"item": {"name": "a"}, "count": 2})

    assert (answer.status_code, answer.json()) == (201, {"name": "1 a 2"})
    assert answer.headers["x-size"] == "10"
    names = ["count", "item", "item_id", "response", "size", "tasks"]
    assert called[:2] == [("/{item_id}", names, 0), "make"]
    assert sorted(called[2:]) == ["closed", "task"]
    app.dependency_overrides[opened] = lambda: 7
    answer = client.post("/1", json={"item": {"name": "a"}, "count": 2})
    assert answer.headers["x-size"] == "7"


@pytest.mark.usefixtures("replaced_parts")
def test_replaced_parts_see_requests_that_do_not_fit():
    app = Etude()

    @app.post("/{item_id}")
    async def make(item_id: int, item: Item) -> Item:
        return item

    client = TestClient(app)

    answer = client.post("/x", json={"a": 1})
    assert [error["loc"] for error in answer.json()["detail"]] == [
        ["path", "item_id"],
        ["body", "name"],
    ]
    assert called == [("/{item_id}", [], 2)]
    answer = client.post("/1", content=b"{", headers={"content-type": "application/json"})
    assert answer.json()["detail"][0]["type"] == "json_invalid"
    assert len(called) == 1


@pytest.mark.usefixtures("replaced_parts")
def test_replaced_parts_see_forms_and_files():
    app = Etude()

    @app.post("/")
    async def take(name: Annotated[str, Form()], content: Annotated[bytes, File()]) -> List[str]:
        return [name, content.decode()]

    client = TestClient(app)

    answer = client.post("/", data={"name": "a"}, files={"content": ("b.txt", b"text")})
    assert answer.json() == ["a", "text"]
    assert called == [("/", ["content", "name"], 0), "take"]
    headers = {"content-type": "multipart/form-data"}
    assert client.post("/", content=b"x", headers=headers).status_code == 400


@pytest.mark.usefixtures("replaced_parts")
def test_replaced_parts_see_streams_and_requests_without_a_body():
    app = Etude()

    @app.get("/")
    async def lines(size: int = 1) -> AsyncIterable[Item]:
        yield Item(name=f"a{size}")

    assert TestClient(app).get("/?size=2").text == '{"name":"a2"}\n'
    assert called == [("/", ["size"], 0)]


def test_a_route_calls_what_is_put_in_the_place_of_its_endpoint():
    """As wireup does, which gives further arguments to the function."""
    app = Etude()

    @app.get("/{item_id}")
    async def read(item_id: int, size: int = Depends(limit)) -> str:
        return f"{item_id} {size}"

    def instead(connection: Any, **arguments: Any) -> str:
        return f"{connection.url.path} {arguments}"

    client = TestClient(app)
    assert client.get("/1").json() == "1 10"
    route = app.routes[-1]
    route.dependant.call = instead
    route.dependant.http_connection_param_name = "connection"
    assert client.get("/1").json() == "/1 {'item_id': 1, 'size': 10}"
    app.dependency_overrides[limit] = lambda: 7
    assert client.get("/1").json() == "/1 {'item_id': 1, 'size': 7}"
    route.dependant.call = read
    route.dependant.http_connection_param_name = None
    assert client.get("/1").json() == "1 7"


def test_a_websocket_route_calls_what_is_put_in_the_place_of_its_endpoint():
    app = Etude()

    @app.websocket("/{name}")
    async def talk(websocket: WebSocket, name: str) -> None:
        """Stand for what is not called."""

    async def instead(connection: Any, websocket: WebSocket, name: str) -> None:
        await websocket.accept()
        await websocket.send_text(f"{connection is websocket} {name}")

    dependant = app.routes[-1].dependant
    dependant.call = instead
    dependant.http_connection_param_name = "connection"
    with TestClient(app).websocket_connect("/a") as session:
        assert session.receive_text() == "True a"


# Who overrides


class Provider:
    dependency_overrides: ClassVar[Any] = {limit: lambda: 3}


def test_a_route_may_have_its_own_provider_of_overrides():
    app = Etude()
    app.router.routes.append(route_of(change_size, dependency_overrides_provider=Provider))
    assert TestClient(app).get("/").json() == 3


def change_size(size: int = Depends(limit)) -> int:
    return size


def test_a_router_hands_its_provider_of_overrides_to_its_routes():
    router = APIRouter(dependency_overrides_provider=Provider)
    router.get("/")(change_size)

    @router.websocket("/talk")
    async def talk(websocket: WebSocket, size: int = Depends(limit)):
        await websocket.accept()
        await websocket.send_json(size)

    app = Etude()
    app.include_router(router, prefix="/x")
    client = TestClient(app)
    assert client.get("/x/").json() == 3
    with client.websocket_connect("/x/talk") as session:
        assert session.receive_json() == 3
    assert all(route.dependency_overrides_provider is Provider for route in router.routes)


def test_a_flat_dependant_has_the_fields_of_all_calls():
    flat = get_flat_dependant(route_of(change_item, "/{item_id}").dependant)
    assert names(flat.query_params) == ["q", "size"]


@pytest.mark.usefixtures("replaced_handler")
def test_a_replaced_request_handler_calls_what_overrides_a_dependency_of_a_route_class():
    class Own(APIRoute):
        def get_route_handler(self):
            return super().get_route_handler()

    app = Etude()
    app.router.route_class = Own

    @app.get("/")
    def read(size: int = Depends(limit)):
        return size

    app.dependency_overrides[limit] = lambda: 3
    assert TestClient(app).get("/").json() == 3
