"""Promises about solving dependencies by hand, and about the parts that serve a route."""

from __future__ import annotations

import asyncio
import inspect
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, ClassVar, Dict, ForwardRef, List

import pytest
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.datastructures import Headers, QueryParams
from starlette.requests import HTTPConnection
from starlette.routing import Route, WebSocketRoute
from typing_extensions import Annotated

from etude import BackgroundTasks, Body, Depends, Form, Header, Query, Request, Response, WebSocket
from etude._compat import ModelField
from etude.dependencies.models import Dependant
from etude.dependencies.utils import (
    SolvedDependency,
    _get_body_field,
    _get_flat_body_params,
    _should_embed_body_fields,
    analyze_param,
    get_dependant,
    get_flat_params,
    get_parameterless_sub_dependant,
    get_typed_annotation,
    get_typed_return_annotation,
    get_typed_signature,
    get_validation_alias,
    request_params_to_args,
    solve_dependencies,
)
from etude.exceptions import DeclarationError, EtudeError, ResponseValidationError
from etude.responses import JSONResponse, PlainTextResponse
from etude.routing import (
    APIRouter,
    _DefaultLifespan,
    _IncludedRouter,
    _iter_routes_with_context,
    _merge_lifespan_context,
    get_request_handler,
    get_websocket_app,
    request_response,
    run_endpoint_function,
    serialize_response,
    websocket_session,
)
from etude.testclient import TestClient
from etude.utils import create_model_field


class Item(BaseModel):
    name: str


opened: List[str] = []


@pytest.fixture(autouse=True)
def _forget():
    opened.clear()


async def session(request: Request):
    opened.append("open")
    yield "session"
    opened.append("closed")


def limit(size: int = 10) -> int:
    return size


def solve(call: Any, query: str = "", path: str = "/", **options: Any) -> SolvedDependency:
    """Solve a callable for a request, as packages that call endpoints themselves do."""

    async def run() -> SolvedDependency:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/",
            "path_params": {"item_id": "3"},
            "query_string": query.encode(),
            "headers": options.pop("headers", []),
        }
        async with AsyncExitStack() as stack:
            scope.update(dict.fromkeys(options.pop("stacks", []), stack))
            opened.append("begun")
            return await solve_dependencies(
                request=Request(scope, _no_message),
                dependant=call
                if isinstance(call, Dependant)
                else get_dependant(path=path, call=call),
                async_exit_stack=stack,
                **options,
            )

    return asyncio.run(run())


async def _no_message() -> Any:
    return {"type": "http.request", "body": b""}


# Solving


def test_the_arguments_of_a_callable_are_made_of_a_request():
    def read(
        item_id: int,
        request: Request,
        q: str,
        size: int = Depends(limit),
        made: str = Depends(session),
    ) -> None:
        """Is not called."""

    solved = solve(read, "q=a&size=4", "/{item_id}")
    assert {**solved.values, "request": None} == {
        "item_id": 3,
        "q": "a",
        "size": 4,
        "made": "session",
        "request": None,
    }
    assert solved.errors == []
    assert opened == ["begun", "open", "closed"]
    assert isinstance(solved.response, Response)
    assert solved.background_tasks is None
    assert [*solved.dependency_cache.values()] == [4, "session"]


def test_what_is_wrong_is_returned_and_not_raised():
    def read(q: int, size: int = Depends(limit)) -> None:
        """Is not called."""

    solved = solve(read, "size=x")
    assert [error["loc"] for error in solved.errors] == [("query", "size"), ("query", "q")]
    assert solved.values == {}


def test_objects_are_handed_over_that_were_given():
    def read(
        response: Response, tasks: BackgroundTasks, one: HTTPConnection, two: HTTPConnection
    ) -> None:
        """Is not called."""

    response, tasks = Response(), BackgroundTasks()
    solved = solve(read, response=response, background_tasks=tasks, dependency_cache={1: 2})
    assert solved.values["response"] is solved.response is response
    assert solved.values["tasks"] is solved.background_tasks is tasks
    assert solved.values["one"] is solved.values["two"]
    assert solved.dependency_cache == {1: 2}


def test_a_body_is_taken_that_was_parsed_already():
    def one(item: Item) -> None:
        """Is not called."""

    def two(item: Item, count: int = Body()) -> None:
        """Is not called."""

    assert solve(one, body={"name": "a"}).values == {"item": Item(name="a")}
    assert solve(one, body={"item": {"name": "a"}}, embed_body_fields=True).values == {
        "item": Item(name="a")
    }
    body = {"item": {"name": "a"}, "count": 1}
    assert solve(two, body=body, embed_body_fields=True).values["count"] == 1
    assert [error["loc"] for error in solve(one).errors] == [("body",)]


def test_a_form_is_taken_from_the_request():
    def read(name: Annotated[str, Form()]) -> None:
        """Is not called."""

    async def answer(request: Request) -> Response:
        async with AsyncExitStack() as stack:
            solved = await solve_dependencies(
                request=request,
                dependant=get_dependant(path="/", call=read),
                body=await request.form(),
                async_exit_stack=stack,
                embed_body_fields=True,
            )
        return JSONResponse(solved.values)

    app = Starlette(routes=[Route("/", answer, methods=["POST"])])
    assert TestClient(app).post("/", data={"name": "a"}).json() == {"name": "a"}


def test_other_callables_take_the_place_of_dependencies():
    class Provider:
        dependency_overrides: ClassVar[Any] = {
            limit: lambda: 5,
            session: lambda: opened.append("other"),
        }

    def read(size: int = Depends(limit)) -> None:
        """Is not called."""

    dependant = get_dependant(path="/", call=read)
    depends = Depends(session)
    dependant.dependencies.append(get_parameterless_sub_dependant(depends=depends, path="/"))
    solved = solve(dependant, dependency_overrides_provider=Provider)
    assert solved.values == {"size": 5}
    assert opened == ["begun", "other"]


def test_what_yields_closes_with_the_stacks_of_the_scope():
    def read(made: str = Depends(session)) -> None:
        """Is not called."""

    solve(read, stacks=["etude_inner_astack", "etude_function_astack"])
    assert opened == ["begun", "open", "closed"]


def test_stacks_of_the_scope_may_have_the_names_of_another_framework():
    def read(made: str = Depends(session)) -> None:
        """Is not called."""

    class Stack(AsyncExitStack):
        def __init__(self):
            super().__init__()
            self.entered = []

        async def enter_async_context(self, cm):
            raise AssertionError

        def push_async_exit(self, exit):
            self.entered.append(exit)
            return super().push_async_exit(exit)

    async def run() -> int:
        async with Stack() as own, AsyncExitStack() as other:
            scope = {"type": "http", "query_string": b"", "headers": []}
            await solve_dependencies(
                request=Request({**scope, "fastapi_inner_astack": own}),
                dependant=get_dependant(path="/", call=read),
                async_exit_stack=other,
            )
            return len(own.entered)

    assert asyncio.run(run()) == 1


def test_what_a_cache_holds_is_not_called_again():
    def inner(made: str = Depends(session), size: int = Depends(limit)) -> str:
        opened.append("inner")
        return f"{made} {size}"

    def read(
        one: str = Depends(inner),
        two: str = Depends(session),
        three: int = Depends(limit, use_cache=False),
    ) -> None:
        """Is not called."""

    cache: dict = {}
    first = solve(read, "size=1", dependency_cache=cache)
    assert first.dependency_cache is cache
    assert opened == ["begun", "open", "inner", "closed"]
    opened.clear()
    second = solve(read, "size=2", dependency_cache=cache)
    assert opened == ["begun"]
    assert second.values == {"one": "session 1", "two": "session", "three": 2}


def test_nothing_is_kept_of_a_request_that_does_not_fit():
    def read(q: int, size: int = Depends(limit)) -> None:
        """Is not called."""

    assert solve(read, "q=x").dependency_cache == {}


def test_a_message_that_only_looks_like_a_request_is_read_by_its_attributes():
    class Message(Request):
        def __init__(self):
            self.scope = {"path_params": {"shop": "7"}}
            self._headers, self._query_params = {"X-Count": 2}, {"size": 3, "tag": ["a", "b"]}

    def read(
        shop: int,
        item: Item,
        message: Request,
        x_count: Annotated[int, Header()],
        tag: Annotated[List[str], Query()],
        size: int = Depends(limit),
    ) -> None:
        """Is not called."""

    async def run() -> SolvedDependency:
        async with AsyncExitStack() as stack:
            return await solve_dependencies(
                request=Message(),
                dependant=get_dependant(path="/{shop}", call=read),
                body={"name": "a"},
                async_exit_stack=stack,
            )

    values = asyncio.run(run()).values
    assert type(values.pop("message")) is Message
    assert values == {
        "shop": 7,
        "item": Item(name="a"),
        "x_count": 2,
        "tag": ["a", "b"],
        "size": 3,
    }


def test_the_arguments_of_a_websocket_endpoint_are_made_in_the_same_way():
    async def talk(websocket: WebSocket) -> None:
        dependant = get_dependant(path="/", call=limit)
        async with AsyncExitStack() as stack:
            solved = await solve_dependencies(
                request=websocket, dependant=dependant, async_exit_stack=stack
            )
        await websocket.accept()
        await websocket.send_json(solved.values)

    app = Starlette(routes=[WebSocketRoute("/", talk)])
    with TestClient(app).websocket_connect("/?size=2") as connection:
        assert connection.receive_json() == {"size": 2}


# Dependants


def test_a_dependant_is_planned_with_what_its_place_says():
    dependant = get_dependant(
        path="/",
        call=session,
        name="n",
        own_oauth_scopes=["a"],
        parent_oauth_scopes=["b"],
        use_cache=False,
        scope="function",
    )
    assert (dependant.name, dependant.use_cache, dependant.scope) == ("n", False, "function")
    assert (dependant.own_oauth_scopes, dependant.parent_oauth_scopes) == (["a"], ["b"])


def test_a_dependant_can_be_put_together_by_hand():
    child = get_dependant(path="/", call=limit, name="limit")
    dependant = Dependant(call=dict, dependencies=[child], query_params=child.query_params)
    assert solve(dependant, "size=4").values == {"limit": 4, "size": 4}


def test_a_dependency_that_is_planned_by_itself_can_be_added():
    dependant = get_dependant(path="/", call=lambda: None)
    dependant.dependencies.append(get_dependant(path="/", call=session, name="made"))
    assert solve(dependant).values == {"made": "session"}
    assert opened == ["begun", "open", "closed"]


def test_parameters_and_fields_of_the_body_are_told_apart():
    def read(item: Item, q: str, size: int = Depends(limit), x: str = Header(alias="x-y")) -> None:
        """Is not called."""

    dependant = get_dependant(path="/", call=read)
    assert [field.name for field in get_flat_params(dependant)] == ["q", "size", "x"]
    assert get_validation_alias(get_flat_params(dependant)[2]) == "x-y"
    (item,) = _get_flat_body_params(dependant)
    assert _should_embed_body_fields([item]) is False
    assert _should_embed_body_fields([item, item]) is False
    assert _should_embed_body_fields([]) is False
    assert _get_body_field(body_params=[item], name="n", embed_body_fields=False) is item
    assert _get_body_field(body_params=[], name="n", embed_body_fields=True) is None


def test_signatures_show_types_and_no_strings():
    def read(item: Item, count=1) -> Dict[str, Item]:
        """Is not called."""

    signature = get_typed_signature(read)
    assert signature.parameters["item"].annotation is Item
    assert signature.parameters["count"].default == 1
    assert get_typed_return_annotation(read) == Dict[str, Item]
    assert get_typed_return_annotation(lambda: 1) is None
    assert isinstance(signature, inspect.Signature)


def test_a_field_may_move_into_the_body_and_be_embedded_there():
    def read(item: Item, size: int = Depends(limit)) -> None:
        """Is not called."""

    dependant = get_dependant(path="/", call=read)
    for field in dependant.body_params:
        field.field_info.embed = True
    assert _should_embed_body_fields(dependant.body_params)
    (inner,) = dependant.dependencies
    inner.body_params, inner.query_params = inner.query_params, []
    solved = solve(dependant, body={"item": {"name": "a"}, "size": 5}, embed_body_fields=True)
    assert solved.values == {"item": Item(name="a"), "size": 5}


@pytest.mark.parametrize(
    ("received", "values"),
    [
        ({"q": "3"}, {"q": 3, "tags": []}),
        (QueryParams("q=3&tags=a&tags=b"), {"q": 3, "tags": ["a", "b"]}),
        (QueryParams(""), {"q": 1, "tags": []}),
    ],
)
def test_parameters_are_validated_by_themselves(received, values):
    def read(tags: Annotated[List[str], Query(default_factory=list)], q: int = 1) -> None:
        """Is not called."""

    fields = get_dependant(path="/", call=read).query_params
    assert request_params_to_args(fields, received) == (values, [])


def test_headers_are_found_in_any_case():
    def read(x_tag: Annotated[int, Header(alias="X-Tag")]) -> None:
        """Is not called."""

    fields = get_dependant(path="/", call=read).header_params
    assert request_params_to_args(fields, Headers({"x-TAG": "1"})) == ({"x_tag": 1}, [])
    values, (error,) = request_params_to_args(fields, Headers({"x-tag": "a"}))
    assert (values, error["loc"]) == ({}, ("header", "X-Tag"))


# The parts that serve a route


def serve(handle: Any) -> TestClient:
    return TestClient(Starlette(routes=[Route("/", request_response(handle), methods=["POST"])]))


def test_a_dependant_becomes_a_function_of_a_request():
    def make(item: Item, made: str = Depends(session)) -> Any:
        return {"name": item.name, "made": made}

    field = create_model_field("answer", Item, mode="serialization")
    dependant = get_dependant(path="/", call=make)
    handle = get_request_handler(dependant, status_code=201, response_field=field)
    app = Starlette()
    app.router.routes.append(Route("/", make, methods=["POST"]))
    app.router.routes[0].app = request_response(handle)
    answer = TestClient(app).post("/", json={"name": "a"})
    assert (answer.status_code, answer.json()) == (201, {"name": "a"})
    assert opened == ["open", "closed"]


def test_a_function_of_a_request_becomes_an_application():
    async def answer(request: Request) -> Response:
        return PlainTextResponse(request.method)

    def answer_in_a_thread(request: Request) -> Response:
        return PlainTextResponse(request.method)

    for function in (answer, answer_in_a_thread):
        app = Starlette(routes=[Route("/", answer)])
        app.router.routes[0].app = request_response(function)
        assert TestClient(app).get("/").text == "GET"


def test_a_dependant_becomes_a_function_of_a_websocket():
    async def talk(websocket: WebSocket, size: int = Depends(limit)) -> None:
        await websocket.accept()
        await websocket.send_json(size)

    app = websocket_session(get_websocket_app(get_dependant(path="/", call=talk)))
    with TestClient(app).websocket_connect("/?size=3") as connection:
        assert connection.receive_json() == 3


def test_an_endpoint_is_called_in_the_way_of_its_kind():
    async def waits(size: int) -> int:
        return size

    for call, is_coroutine in ((waits, True), (limit, False)):
        dependant = get_dependant(path="/", call=call)
        result = run_endpoint_function(
            dependant=dependant, values={"size": 2}, is_coroutine=is_coroutine
        )
        assert asyncio.run(result) == 2


def test_a_result_is_serialised_by_its_field():
    field = create_model_field("answer", List[Item], mode="serialization")

    def serialised(content: Any, **options: Any) -> Any:
        return asyncio.run(serialize_response(response_content=content, **options))

    assert serialised(Item(name="a")) == {"name": "a"}
    assert serialised([{"name": "a"}], field=field) == [{"name": "a"}]
    assert serialised([{"name": "a"}], field=field, dump_json=True) == b'[{"name":"a"}]'
    assert serialised([{"name": "a"}], field=field, exclude={0: {"name"}}) == [{}]
    with pytest.raises(ResponseValidationError):
        serialised([1], field=field)


# Lifespans and routes


def test_lifespans_can_be_made_and_merged():
    router = APIRouter(on_startup=[lambda: opened.append("start")])
    router.on_shutdown.append(lambda: opened.append("stop"))

    @asynccontextmanager
    async def inner(app):
        opened.append("in")
        yield {"a": 1}
        opened.append("out")

    async def run() -> Any:
        async with _merge_lifespan_context(_DefaultLifespan(router), inner)(None) as state:
            return state

    assert asyncio.run(run()) == {"a": 1}
    assert opened == ["start", "in", "out", "stop"]

    async def enter() -> None:
        async with _DefaultLifespan(router):
            opened.append("begun")

    opened.clear()
    asyncio.run(enter())
    assert opened == ["start", "begun", "stop"]


def test_routes_come_without_a_context_of_their_own():
    router = APIRouter()
    router.get("/")(limit)
    assert list(_iter_routes_with_context(router.routes)) == [(router.routes[0], None)]
    outer = APIRouter()
    outer.include_router(router, prefix="/x")
    assert not any(isinstance(route, _IncludedRouter) for route in outer.routes)


def test_a_name_that_nobody_lends_is_missing():
    import etude.routing

    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = etude.routing.nothing


def test_a_field_of_a_type_that_cannot_be_read_is_refused():
    with pytest.raises(EtudeError, match="The field 'q' has the type"):
        create_model_field("q", object())


def test_a_field_has_what_is_said_about_it():
    def info(q: int = Query(3, ge=2, alias="other")) -> None:
        """Is not called."""

    marker = inspect.signature(info).parameters["q"].default
    field = create_model_field("q", int, field_info=marker)
    assert isinstance(field, ModelField)
    assert (field.alias, field.field_info.validation_alias) == ("other", "other")
    assert (field.default, marker.annotation) == (3, None)
    assert field.validate(1)[1][0]["type"] == "greater_than_equal"


# Single annotations and parameters


@pytest.mark.parametrize(
    ("annotation", "found"),
    [
        *(("int", int), (int, int), ("None", None), (None, None), ("List[Item]", List[Item])),
        ("Annotated[int, 1]", Annotated[int, 1]),
    ],
)
def test_an_annotation_is_read_where_names_are_known(annotation, found):
    assert get_typed_annotation(annotation, globals()) == found


def test_an_annotation_with_an_unknown_name_stays_a_reference():
    assert get_typed_annotation("Unknown", {}) == ForwardRef("Unknown")


def test_a_parameter_is_a_field_or_a_dependency_or_an_object_of_the_request():
    def details(annotation: Any, value: Any = inspect.Parameter.empty) -> Any:
        found = analyze_param(
            param_name="item_id", annotation=annotation, value=value, path_param_names={"item_id"}
        )
        field = found.field and type(found.field.field_info).__name__
        return found.type_annotation, found.depends and found.depends.dependency, field

    assert details(int) == (int, None, "Path")
    assert details(Annotated[int, Depends(limit)]) == (int, limit, None)
    assert details(Request) == (Request, None, None)
    with pytest.raises(DeclarationError, match="item_id"):
        details(Request, Query())
