"""How the programs write down what their applications answer."""

from __future__ import annotations

from fastapi.testclient import TestClient


def ask(app, *requests, **options):
    """Return the status and the body of each request, which is `METHOD path` or that and options."""
    found = []
    with TestClient(app, **options) as client:
        for request in requests:
            line, more = (request, {}) if isinstance(request, str) else request
            method, path = line.split(" ", 1)
            response = client.request(method, path, **more)
            is_json = "json" in response.headers.get("content-type", "")
            body = response.json() if is_json else response.text
            found.append([line, response.status_code, body])
    return found


def parameters(app):
    """Return the names of all parameters in the document, by path and method."""
    return {
        f"{method} {path}": [each["name"] for each in operation.get("parameters", ())]
        for path, item in app.openapi()["paths"].items()
        for method, operation in item.items()
    }
