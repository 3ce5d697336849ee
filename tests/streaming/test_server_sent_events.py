"""Endpoints with `response_class=EventSourceResponse`: every item becomes an event."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any, AsyncIterable, Optional, Union

import pytest
from pydantic import BaseModel, Field, ValidationError
from typing_extensions import Annotated

from etude import Etude, Header, Response
from etude.responses import EventSourceResponse as ReexportedEventSourceResponse
from etude.sse import KEEPALIVE_COMMENT, EventSourceResponse, ServerSentEvent, format_sse_event
from etude.testclient import TestClient


class Item(BaseModel):
    name: str
    price: Optional[float] = None


class Renamed(BaseModel):
    own: int = Field(serialization_alias="sent")


PLAIN = {
    "type": "object",
    "properties": {
        "data": {"type": "string"},
        "event": {"type": "string"},
        "id": {"type": "string"},
        "retry": {"type": "integer", "minimum": 0},
    },
}


def with_data(schema: Any) -> Any:
    data = {"type": "string", "contentMediaType": "application/json", "contentSchema": schema}
    return {**PLAIN, "properties": {**PLAIN["properties"], "data": data}, "required": ["data"]}


def declare(items: Any, returns: Any = None, **options: Any) -> TestClient:
    async def endpoint():
        for item in items:
            yield item

    if returns is not None:
        endpoint.__annotations__["return"] = returns
    app = Etude()
    app.get("/", response_class=EventSourceResponse, **options)(endpoint)
    return TestClient(app)


def document(client: TestClient) -> Any:
    app: Any = client.app
    return app.openapi()


def item_schema(client: TestClient) -> Any:
    responses = document(client)["paths"]["/"]["get"]["responses"]
    return responses["200"]["content"]["text/event-stream"]["schema"]["items"]


def test_the_headers_say_that_events_come_and_that_nobody_should_keep_them():
    response = declare([1], status_code=201).get("/")
    assert response.status_code == 201
    assert response.headers.multi_items() == [
        ("content-type", "text/event-stream; charset=utf-8"),
        ("cache-control", "no-cache"),
        ("x-accel-buffering", "no"),
    ]


def test_an_endpoint_may_say_otherwise_about_caching():
    app = Etude()

    @app.post("/", response_class=EventSourceResponse)
    def endpoint(response: Response):
        response.headers["Cache-Control"] = "no-store"
        yield 1

    assert TestClient(app).post("/").headers.get_list("cache-control") == ["no-store"]


def test_every_item_is_the_data_of_one_event():
    response = declare([{"name": "é"}, "text", None, float("nan")]).get("/")
    assert response.text == 'data: {"name":"é"}\n\ndata: "text"\n\ndata: null\n\ndata: null\n\n'


def test_an_annotated_iterable_validates_filters_and_documents_the_data():
    client = declare([{"name": "a", "extra": 1}], AsyncIterable[Item])
    assert client.get("/").text == 'data: {"name":"a","price":null}\n\n'
    assert item_schema(client) == with_data({"$ref": "#/components/schemas/Item"})


def test_an_inline_schema_of_data_has_a_title_with_the_operation_id():
    client = declare([1], AsyncIterable[int])
    schema = {"type": "integer", "title": "Streamitem Endpoint  Get"}
    assert item_schema(client) == with_data(schema)


@pytest.mark.parametrize("returns", [None, AsyncIterable[ServerSentEvent], Item])
def test_without_a_type_of_data_an_event_is_documented_as_the_protocol_has_it(returns):
    client = declare([ServerSentEvent(data=1)], returns)
    assert client.get("/").text == "data: 1\n\n"
    assert item_schema(client) == PLAIN
    assert "components" not in document(client)


UNIONS: list[Any] = [Union[Item, ServerSentEvent]]
if sys.version_info >= (3, 10):
    UNIONS.append(Item | ServerSentEvent)


@pytest.mark.parametrize("item", UNIONS)
def test_events_among_the_items_are_no_part_of_the_documented_data(item):
    client = declare([ServerSentEvent(data=1), {"name": "a"}], AsyncIterable[item])
    assert client.get("/").text == 'data: 1\n\ndata: {"name":"a","price":null}\n\n'
    assert item_schema(client) == with_data({"$ref": "#/components/schemas/Item"})
    assert document(client)["components"]["schemas"].keys() == {"Item"}


def test_a_model_as_data_is_written_by_the_names_of_its_fields():
    client = declare([ServerSentEvent(data=Renamed(own=1)), Renamed(own=2)])
    assert client.get("/").text == 'data: {"own":1}\n\ndata: {"sent":2}\n\n'


def test_an_event_is_not_validated_by_the_type_of_the_items():
    event = ServerSentEvent(data={"anything": datetime(2020, 1, 1)})
    text = declare([event], AsyncIterable[Item]).get("/").text
    assert text == 'data: {"anything":"2020-01-01T00:00:00"}\n\n'


def test_include_and_exclude_apply_to_items_and_not_to_events():
    items = [Item(name="a"), ServerSentEvent(data=Item(name="a"))]
    client = declare(items, AsyncIterable[Item], response_model_exclude_none=True)
    assert client.get("/").text == 'data: {"name":"a"}\n\ndata: {"name":"a","price":null}\n\n'


def test_an_endpoint_knows_the_last_event_that_a_client_has_seen():
    app = Etude()

    @app.get("/", response_class=EventSourceResponse)
    def endpoint(last_event_id: Annotated[Optional[int], Header()] = None):
        yield last_event_id

    client = TestClient(app)
    assert client.get("/", headers={"Last-Event-ID": "3"}).text == "data: 3\n\n"
    assert client.get("/").text == "data: null\n\n"
    assert client.get("/", headers={"Last-Event-ID": "x"}).status_code == 422


def test_a_default_response_class_makes_events_of_all_that_is_yielded():
    app = Etude(default_response_class=EventSourceResponse)

    @app.get("/")
    def endpoint():
        yield 1

    assert TestClient(app).get("/").text == "data: 1\n\n"


def test_the_class_is_exported_where_the_other_responses_are():
    assert ReexportedEventSourceResponse is EventSourceResponse
    assert EventSourceResponse.media_type == "text/event-stream"
    assert KEEPALIVE_COMMENT == b": ping\n\n"


# What an endpoint returns instead of yielding


def returning(value: Any, returns: Any = None) -> TestClient:
    def endpoint():
        return value

    if returns is not None:
        endpoint.__annotations__["return"] = returns
    app = Etude()
    app.get("/", response_class=EventSourceResponse)(endpoint)
    return TestClient(app)


async def _one_and_two():
    yield "1"
    yield "2"


@pytest.mark.parametrize("make", [_one_and_two, lambda: iter("12"), lambda: ["1", "2"]])
def test_a_returned_iterable_is_sent_item_by_item(make):
    assert returning(make()).get("/").text == 'data: "1"\n\ndata: "2"\n\n'


def test_a_returned_iterable_may_have_a_type_of_items():
    client = returning(_one_and_two(), AsyncIterable[int])
    assert client.get("/").text == "data: 1\n\ndata: 2\n\n"


def test_a_returned_string_is_one_event():
    assert returning("text").get("/").text == 'data: "text"\n\n'


@pytest.mark.parametrize("value", [None, 3, {"a": 1}, Item(name="a")])
def test_what_cannot_be_iterated_over_is_an_error_that_says_what_to_return(value):
    with pytest.raises(RuntimeError, match=r"endpoint\(\) returned the .* or use `yield`"):
        returning(value).get("/")


def test_a_returned_event_source_response_is_sent_as_it_is():
    response = returning(EventSourceResponse(iter([": hello\n\n", b"data: 1\n\n"]))).get("/")
    assert response.text == ": hello\n\ndata: 1\n\n"
    assert response.headers.multi_items() == [("content-type", "text/event-stream; charset=utf-8")]


# Events


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ({}, "\n"),
        ({"data": None}, "\n"),
        ({"data": ""}, 'data: ""\n\n'),
        ({"data": Item(name="é")}, 'data: {"name":"é","price":null}\n\n'),
        ({"data": [Item(name="a"), 1]}, 'data: [{"name":"a","price":null},1]\n\n'),
        ({"data": float("nan")}, "data: null\n\n"),
        ({"raw_data": "a\nb\n"}, "data: a\ndata: b\ndata: \n\n"),
        ({"raw_data": ""}, "data: \n\n"),
        ({"comment": "a\nb"}, ": a\n: b\n\n"),
        ({"event": "", "id": ""}, "event: \nid: \n\n"),
        (
            {"data": 3, "event": "e", "id": "i", "retry": 0, "comment": "c"},
            ": c\nevent: e\ndata: 3\nid: i\nretry: 0\n\n",
        ),
    ],
)
def test_an_event_is_sent_line_by_line(event, text):
    assert declare([ServerSentEvent(**event)]).get("/").text == text


@pytest.mark.parametrize(
    "event",
    [
        {"data": 1, "raw_data": "1"},
        {"event": "a\nb"},
        {"event": "a\rb"},
        {"id": "a\nb"},
        {"id": "a\0b"},
        {"id": 3},
        {"event": 3},
        {"retry": -1},
        {"retry": 0.5},
    ],
)
def test_what_the_protocol_cannot_carry_is_no_event(event):
    with pytest.raises(ValidationError):
        ServerSentEvent(**event)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({}, "\n"),
        ({"data_str": ""}, "data: \n\n"),
        ({"data_str": "a\nb\r\nc\rd\n"}, "data: a\ndata: b\ndata: c\ndata: d\ndata: \n\n"),
        ({"data_str": "a\u2028b\x85c\x0bd"}, "data: a\u2028b\x85c\x0bd\n\n"),
        ({"comment": "a\r\nb"}, ": a\n: b\n\n"),
        (
            {"comment": "c", "event": "e", "data_str": "d", "id": "i", "retry": 3},
            ": c\nevent: e\ndata: d\nid: i\nretry: 3\n\n",
        ),
    ],
)
def test_format_sse_event_builds_the_text_of_an_event(parts, text):
    assert format_sse_event(**parts) == text.encode()
