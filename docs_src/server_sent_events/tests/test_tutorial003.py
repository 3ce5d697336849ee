import pytest
from etude.sse import ServerSentEvent


def test_text_is_sent_as_it_is_and_a_line_break_makes_two_lines_of_data(client):
    response = client.get("/logs/stream")

    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.text == (
        "data: 08:14:02 pump 1 started\n\n"
        "data: 08:14:09 pressure 2.1 bar\n\n"
        "data: 08:15:30 pump 1 failed:\n"
        "data: no water at the inlet\n\n"
    )


def test_an_event_has_data_or_raw_data():
    with pytest.raises(ValueError, match="give one of them"):
        ServerSentEvent(data="a", raw_data="b")
