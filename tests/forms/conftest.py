"""What the tests of forms share."""

import pytest

from etude import Etude
from etude.testclient import TestClient

BOUNDARY = "limit"


def _multipart(*parts, end=b"--limit--\r\n"):
    """Return the arguments of a request with parts: what stands after `form-data`, the content."""
    chunks = [
        b"--limit\r\nContent-Disposition: form-data" + head.encode() + b"\r\n\r\n" + content
        for head, content in parts
    ]
    body = b"".join(chunk + b"\r\n" for chunk in chunks) + end
    return {
        "content": body,
        "headers": {"content-type": f"multipart/form-data; boundary={BOUNDARY}"},
    }


def _urlencoded(text, media_type="application/x-www-form-urlencoded"):
    return {"content": text, "headers": {"content-type": media_type}}


def _client_for(type_, *default, seen=lambda value: value, **options):
    """Return a client of an application that answers POST with what it sees in the argument `x`."""
    if default:

        def take(x: type_ = default[0]):
            return seen(x)

    else:

        def take(x: type_):
            return seen(x)

    app = Etude(**options)
    app.add_api_route("/", take, methods=["POST"])
    return TestClient(app)


def _errors(response):
    assert response.status_code == 422, response.text
    return [
        (error["type"], ".".join(map(str, error["loc"])), error["input"])
        for error in response.json()["detail"]
    ]


def _request_body(client):
    """Return the media type, the request body and the components of the one operation."""
    document = client.app.openapi()
    (item,) = document["paths"].values()
    (operation,) = item.values()
    body = operation["requestBody"]
    (media_type,) = body["content"]
    components = {
        name: schema
        for name, schema in document["components"]["schemas"].items()
        if not name.endswith("ValidationError")
    }
    return media_type, body, components


@pytest.fixture(scope="session")
def multipart():
    """A function that returns a multipart request as arguments of the test client."""
    return _multipart


@pytest.fixture(scope="session")
def urlencoded():
    """A function that returns an urlencoded request as arguments of the test client."""
    return _urlencoded


@pytest.fixture(scope="session")
def client_for():
    """A function that returns a client of an application with one argument of a type."""
    return _client_for


@pytest.fixture(scope="session")
def errors():
    """A function that returns the errors of an answer, which must have status 422."""
    return _errors


@pytest.fixture(scope="session")
def request_body():
    """A function that returns how the body of a client's one operation is described."""
    return _request_body
