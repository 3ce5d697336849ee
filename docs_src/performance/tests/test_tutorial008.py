import asyncio
import json
import tracemalloc

import pytest


async def send_to(app, path, count):
    """Ask for `count` rows, forget what is sent, and return the peak of memory meanwhile."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": f"count={count}".encode(),
        "root_path": "",
        "headers": [],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }
    request = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive():
        if not request:
            await asyncio.Event().wait()
        return request.pop()

    async def send(message):
        pass

    tracemalloc.start()
    try:
        await app(scope, receive, send)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def peak(app, path, count):
    asyncio.run(send_to(app, path, 1))
    return asyncio.run(send_to(app, path, count))


def test_a_list_of_four_times_the_rows_needs_as_many_times_the_memory(app):
    assert peak(app, "/rows.json", 8_000) > 3 * peak(app, "/rows.json", 2_000)


def test_a_stream_keeps_nothing_of_the_rows_that_were_sent(app):
    more = peak(app, "/rows.jsonl", 8_000) - peak(app, "/rows.jsonl", 2_000)
    assert more < 6_000 * 8  # a pointer for each further row would be as much


def test_a_stream_needs_a_small_part_of_what_a_list_needs(app):
    assert peak(app, "/rows.jsonl", 2_000) < peak(app, "/rows.json", 2_000) / 10


def test_both_have_the_same_rows(client):
    rows = client.get("/rows.json?count=3").json()
    lines = client.get("/rows.jsonl?count=3").text.splitlines()

    assert rows[0] == {"number": 0, "text": "Row 0 of a long report"}
    assert [json.loads(line) for line in lines] == rows


@pytest.mark.parametrize("path", ["/rows.json", "/rows.jsonl"])
def test_a_count_that_is_no_number_is_refused(client, path):
    assert client.get(path, params={"count": "many"}).status_code == 422
