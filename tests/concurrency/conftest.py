"""What the promises about concurrency share."""

import anyio
import pytest


async def _request(app, path, answers):
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [],
    }

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        if message["type"] == "http.response.body":
            answers.append(message["body"])

    await app(scope, receive, send)


@pytest.fixture
def serve():
    """A function that sends an application requests that come together; it returns the bodies."""

    def serve(app, *paths, before=None):
        answers = []

        async def serve_all():
            if before is not None:
                before()
            with anyio.fail_after(10):
                async with anyio.create_task_group() as tasks:
                    for path in paths:
                        tasks.start_soon(_request, app, path, answers)

        anyio.run(serve_all)
        return answers

    return serve
