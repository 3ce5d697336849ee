import pytest
from etude.sse import ServerSentEvent


def test_events_have_a_name_and_an_id_and_begin_with_a_comment(client):
    assert client.get("/items/stream").text == (
        ": prices in euros\n"
        "retry: 5000\n"
        "\n"
        "event: price\n"
        'data: {"name":"Lamp","price":45.5}\n'
        "id: 1\n"
        "\n"
        "event: price\n"
        'data: {"name":"Chair","price":80.0}\n'
        "id: 2\n"
        "\n"
    )


def test_the_document_shows_the_fields_of_events_and_no_type_of_data(app):
    operation = app.openapi()["paths"]["/items/stream"]["get"]
    schema = operation["responses"]["200"]["content"]["text/event-stream"]["schema"]

    assert list(schema["items"]["properties"]) == ["data", "event", "id", "retry"]
    assert schema["items"]["properties"]["data"] == {"type": "string"}


@pytest.mark.parametrize("wrong", [{"event": "two\nlines"}, {"id": "a\nb"}, {"retry": -1}])
def test_a_field_that_would_break_the_stream_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        ServerSentEvent(data="x", **wrong)
