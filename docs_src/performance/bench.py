import argparse
import asyncio
import importlib
import statistics
import sys
import time

ROUNDS = 7


async def call(app, path):
    """Send one GET request to `app` without a server, and return the status."""
    raw_path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": raw_path,
        "raw_path": raw_path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1")],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }
    statuses = []
    received = False

    async def receive():
        nonlocal received
        if received:
            await asyncio.Event().wait()
        received = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(scope, receive, send)
    return statuses[0]


async def measure(app, path, requests):
    """Return the status of `path`, and the CPU time of one request in seconds."""
    status = await call(app, path)
    samples = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(requests):
            await call(app, path)
        samples.append((time.process_time() - start) / requests)
    return status, statistics.median(samples)


async def report(app, paths, requests):
    async with app.router.lifespan_context(app):
        for path in paths:
            status, seconds = await measure(app, path, requests)
            print(f"{path}  {status}  {seconds * 1_000_000:.1f} microseconds")


def main(arguments=None):
    parser = argparse.ArgumentParser(
        description="CPU time of GET requests to an application, without a server."
    )
    parser.add_argument("app", help="module:variable, such as main:app")
    parser.add_argument("paths", nargs="+", help="what to ask for, such as /items/")
    parser.add_argument("--requests", type=int, default=1000, help="in each round")
    options = parser.parse_args(arguments)
    sys.path.insert(0, "")
    module, _, variable = options.app.partition(":")
    app = getattr(importlib.import_module(module), variable or "app")
    asyncio.run(report(app, options.paths, options.requests))


if __name__ == "__main__":
    main()
