import asyncio


async def search_and_go(app, words):
    """Send a search, and close the connection before the answer."""
    messages = iter([{"type": "http.request", "body": b"", "more_body": False}])
    sent = []

    async def receive():
        return next(messages, {"type": "http.disconnect"})

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/search/",
        "query_string": b"words=" + words,
        "headers": [],
    }
    await app(scope, receive, send)
    return sent[0]["status"]


def test_a_search_that_somebody_waits_for(client):
    response = client.get("/search/", params={"words": "blue chair"})
    assert response.json() == {"found": ["blue", "chair"]}


def test_a_search_that_nobody_waits_for_is_cancelled(client, app):
    before = client.get("/searches/").json()["finished"]
    assert asyncio.run(search_and_go(app, b"x" * 500)) == 499
    assert client.get("/searches/").json() == {"running": 0, "finished": before}
