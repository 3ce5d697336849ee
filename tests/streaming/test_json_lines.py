"""Endpoints that yield: every item becomes a line of JSON."""

from __future__ import annotations

import functools
import threading
from collections import abc
from datetime import timedelta
from typing import (
    Any,
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Dict,
    Generator,
    Iterable,
    Iterator,
    List,
    Optional,
)

import pytest
from pydantic import BaseModel

from etude import Depends, Etude, HTTPException, Response
from etude.exceptions import DeclarationError, ResponseValidationError
from etude.responses import HTMLResponse, JSONResponse, StreamingResponse
from etude.testclient import TestClient


class Item(BaseModel):
    name: str
    price: Optional[float] = None


def declare(endpoint: Any, returns: Any = None, **options: Any) -> TestClient:
    app = Etude()
    if returns is not None:
        endpoint.__annotations__["return"] = returns
    app.get("/", **options)(endpoint)
    return TestClient(app, raise_server_exceptions=False)


def yielding(*items: Any) -> Any:
    async def endpoint():
        for item in items:
            yield item

    return endpoint


def content_of(client: TestClient, status: str = "200") -> Any:
    app: Any = client.app
    return app.openapi()["paths"]["/"]["get"]["responses"][status]["content"]


def lines_of(schema: Any) -> Any:
    return {"application/jsonl": {"schema": {"type": "array", "items": schema}}}


def test_every_item_that_an_async_endpoint_yields_is_a_line_of_json():
    response = declare(yielding({"name": "a"}, [1, 2], None)).get("/")
    assert response.status_code == 200
    assert response.headers.multi_items() == [("content-type", "application/jsonl")]
    assert response.content == b'{"name":"a"}\n[1,2]\nnull\n'


def test_every_item_that_a_def_endpoint_yields_is_a_line_of_json():
    def endpoint():
        yield {"name": "a"}
        yield "b"

    response = declare(endpoint).get("/")
    assert response.headers["content-type"] == "application/jsonl"
    assert response.content == b'{"name":"a"}\n"b"\n'


def test_an_endpoint_that_yields_nothing_answers_with_an_empty_body():
    response = declare(yielding()).get("/")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-type"] == "application/jsonl"


@pytest.mark.parametrize(
    "returns",
    [
        AsyncIterable[Item],
        AsyncIterator[Item],
        AsyncGenerator[Item, None],
        Iterable[Item],
        Iterator[Item],
        Generator[Item, None, None],
    ],
)
def test_an_annotated_iterable_validates_filters_and_documents_its_items(returns):
    client = declare(yielding({"name": "a", "price": "1.5", "extra": 1}), returns)
    assert client.get("/").content == b'{"name":"a","price":1.5}\n'
    schema = {"$ref": "#/components/schemas/Item"}
    assert content_of(client) == lines_of(schema)


def test_an_inline_schema_of_items_has_a_title_with_the_operation_id():
    client = declare(yielding("1"), AsyncIterable[int])
    assert client.get("/").content == b"1\n"
    schema = {"type": "integer", "title": "Streamitem Endpoint  Get"}
    assert content_of(client) == lines_of(schema)


@pytest.mark.parametrize("returns", [AsyncIterable, abc.AsyncIterable, AsyncIterable[Any]])
def test_an_iterable_of_anything_is_a_model_that_lets_everything_pass(returns):
    client = declare(yielding({"a": 1}, float("nan")), returns)
    assert client.get("/").content == b'{"a":1}\nnull\n'
    schema = {"title": "Streamitem Endpoint  Get"}
    assert content_of(client) == lines_of(schema)


@pytest.mark.parametrize("returns", [None, Any, Item, List[Item], Dict[str, int]])
def test_without_an_annotated_iterable_items_are_sent_as_they_are(returns):
    client = declare(yielding({"name": "é", "when": timedelta(seconds=90)}), returns)
    assert client.get("/").content == '{"name":"é","when":90.0}\n'.encode()
    assert content_of(client) == lines_of({})


def test_items_without_a_model_have_null_for_what_json_cannot_express():
    endpoint = yielding(float("nan"), {"a": float("inf"), "b": "é"})
    assert declare(endpoint).get("/").content == 'null\n{"a":null,"b":"é"}\n'.encode()


def test_response_model_none_switches_the_model_of_items_off():
    client = declare(yielding({"extra": 1}), AsyncIterable[Item], response_model=None)
    assert client.get("/").content == b'{"extra":1}\n'
    assert content_of(client) == lines_of({})


def test_a_response_model_for_an_endpoint_that_yields_is_warned_of_and_switches_it_off_too():
    with pytest.warns(UserWarning, match=r"-> AsyncIterable\[Item\]") as caught:
        client = declare(yielding({"extra": 1}), AsyncIterable[Item], response_model=List[Item])
    assert [warning.filename for warning in caught] == [__file__]
    assert client.get("/").content == b'{"extra":1}\n'
    assert content_of(client) == lines_of({})


def test_include_and_exclude_apply_to_each_item():
    endpoint = yielding(Item(name="a"), Item(name="b", price=2))
    client = declare(endpoint, AsyncIterable[Item], response_model_exclude_none=True)
    assert client.get("/").content == b'{"name":"a"}\n{"name":"b","price":2.0}\n'
    client = declare(endpoint, AsyncIterable[Item], response_model_include={"price"})
    assert client.get("/").content == b'{"price":null}\n{"price":2.0}\n'


def test_the_declared_status_code_is_sent_and_documented():
    client = declare(yielding(1), status_code=201)
    assert client.get("/").status_code == 201
    assert content_of(client, "201") == lines_of({})


def test_a_status_without_a_body_for_an_endpoint_that_yields_is_a_mistake():
    with pytest.raises(DeclarationError, match="status 204, which has no body"):
        declare(yielding(), status_code=204)


def test_further_responses_of_a_stream_are_documented_as_json():
    client = declare(yielding(), responses={404: {"model": Item}})
    schema = {"$ref": "#/components/schemas/Item"}
    assert content_of(client, "404") == {"application/json": {"schema": schema}}


def test_parameters_and_dependencies_are_checked_before_the_stream_begins():
    app = Etude()

    def refuse(user: str = "") -> None:
        if not user:
            raise HTTPException(401)

    @app.get("/", dependencies=[Depends(refuse)])
    async def endpoint(number: int) -> AsyncIterable[int]:
        yield number

    client = TestClient(app)
    assert client.get("/?user=me&number=x").status_code == 422
    assert client.get("/?number=1").status_code == 401
    assert client.get("/?user=me&number=1").content == b"1\n"


# What decides that an endpoint yields


class Callable:
    async def __call__(self):
        yield 1


async def _yield_twice(number):
    yield number
    yield number


def _doubling(function):
    @functools.wraps(function)
    def wrapper():
        return (2 * item for item in function())

    return wrapper


def _collecting(function):
    @functools.wraps(function)
    async def wrapper():
        return list(function())

    return wrapper


def test_an_object_whose_call_yields_streams():
    assert declare(Callable()).get("/").content == b"1\n"


def test_a_partial_of_a_function_that_yields_streams():
    assert declare(functools.partial(_yield_twice, 3)).get("/").content == b"3\n3\n"


def test_a_wrapper_that_passes_a_generator_on_streams():
    @_doubling
    def endpoint():
        yield 1

    assert declare(endpoint).get("/").content == b"2\n"


def test_an_async_wrapper_that_collects_what_a_generator_yields_does_not_stream():
    @_collecting
    def endpoint():
        yield 1

    response = declare(endpoint).get("/")
    assert (response.headers["content-type"], response.json()) == ("application/json", [1])


# Response classes


def test_a_default_response_class_that_cannot_stream_does_not_concern_endpoints_that_yield():
    app = Etude(default_response_class=JSONResponse)
    app.get("/")(yielding(1))
    assert TestClient(app).get("/").content == b"1\n"


def test_a_response_class_of_its_own_that_cannot_stream_is_a_mistake():
    with pytest.raises(DeclarationError, match="response class HTMLResponse needs the whole"):
        declare(yielding(1), response_class=HTMLResponse)


def test_with_a_streaming_response_class_text_and_bytes_are_sent_as_they_are():
    endpoint = yielding("é", b"\xff", bytearray(b"b"), memoryview(b"c"))
    client = declare(endpoint, AsyncIterable[Item], response_class=StreamingResponse)
    response = client.get("/")
    assert (response.content, response.headers.multi_items()) == ("é".encode() + b"\xffbc", [])
    app: Any = client.app
    documented = app.openapi()
    assert documented["paths"]["/"]["get"]["responses"]["200"] == {
        "description": "Successful Response"
    }
    assert "components" not in documented


class Numbered(StreamingResponse):
    media_type = "text/csv"

    def __init__(self, content: Any, status_code: int = 202) -> None:
        super().__init__(content, status_code=status_code, headers={"X-Number": "1"})


def test_a_streaming_class_of_ones_own_decides_on_media_type_status_and_headers():
    client = declare(yielding("a,b\n", "c,d\n"), response_class=Numbered)
    response = client.get("/")
    assert (response.status_code, response.text) == (202, "a,b\nc,d\n")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["x-number"] == "1"
    assert content_of(client, "202") == {"text/csv": {"schema": {"type": "string"}}}


def test_what_is_no_text_breaks_a_stream_of_chunks_with_advice():
    app = Etude()
    app.get("/", response_class=StreamingResponse)(yielding({"a": 1}))
    with pytest.raises(RuntimeError, match="sends text and bytes, and got the dict"):
        TestClient(app).get("/")


# Threads and event loops


def test_a_def_endpoint_is_advanced_in_worker_threads():
    seen = []

    def endpoint():
        try:
            seen.append(threading.current_thread())
            yield 1
            seen.append(threading.current_thread())
        finally:
            seen.append(threading.current_thread())

    declare(endpoint).get("/")
    assert len(seen) == 3
    assert all("worker" in thread.name.lower() for thread in seen)


def test_streams_work_on_trio():
    app = Etude()
    app.get("/async")(yielding(1, 2))

    @app.get("/def")
    def endpoint():
        yield 3

    client = TestClient(app, backend="trio")
    assert client.get("/async").content + client.get("/def").content == b"1\n2\n3\n"


# The injected response


def test_what_is_set_on_the_injected_response_before_the_first_item_is_sent():
    app = Etude()

    def dependency(response: Response) -> None:
        response.set_cookie("a", "1")

    @app.get("/", dependencies=[Depends(dependency)])
    async def endpoint(response: Response):
        response.headers["X-Own"] = "2"
        response.status_code = 206
        yield 1
        response.headers["X-Late"] = "3"

    response = TestClient(app).get("/")
    assert (response.status_code, response.content) == (206, b"1\n")
    assert (response.headers["x-own"], response.cookies["a"]) == ("2", "1")
    assert "x-late" not in response.headers


# Errors


def test_an_http_exception_before_the_first_item_decides_on_the_answer():
    app = Etude()

    @app.get("/")
    async def endpoint():
        raise HTTPException(404, "nothing here")
        yield

    response = TestClient(app).get("/")
    assert (response.status_code, response.json()) == (404, {"detail": "nothing here"})


def test_an_http_exception_before_the_first_item_of_a_def_endpoint_decides_on_the_answer():
    app = Etude()

    @app.get("/")
    def endpoint():
        raise HTTPException(404)
        yield

    assert TestClient(app).get("/").status_code == 404


def test_a_first_item_that_does_not_fit_is_status_500_and_names_the_endpoint():
    app = Etude()
    endpoint = yielding({"name": 1})
    endpoint.__annotations__["return"] = AsyncIterable[Item]
    app.get("/")(endpoint)
    with pytest.raises(ResponseValidationError) as error:
        TestClient(app).get("/")
    assert error.value.errors()[0]["loc"] == ("response", "name")
    assert error.value.endpoint_ctx["function"] == "yielding.<locals>.endpoint"
    assert TestClient(app, raise_server_exceptions=False).get("/").status_code == 500
