import pytest
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from etude.testclient import TestClient

FORWARDED = {"X-Forwarded-Proto": "https", "Host": "shop.example.com"}


def behind(app, *, trusted):
    """A client whose requests pass the part of the server that reads the headers of proxies."""
    return TestClient(ProxyHeadersMiddleware(app, trusted_hosts=trusted), follow_redirects=False)


def test_the_operation_answers_with_the_slash(client):
    assert client.get("/items/").json() == ["lamp", "chair"]


def test_without_the_slash_the_client_is_sent_to_it(client):
    response = client.get("/items", follow_redirects=False)

    assert response.status_code == 307
    assert response.headers["location"] == "http://testserver/items/"


def test_behind_a_trusted_proxy_the_redirect_stays_with_https(app):
    response = behind(app, trusted="*").get("/items", headers=FORWARDED)

    assert response.headers["location"] == "https://shop.example.com/items/"


def test_the_headers_of_others_are_not_believed(app):
    response = behind(app, trusted="127.0.0.1").get("/items", headers=FORWARDED)

    assert response.headers["location"] == "http://shop.example.com/items/"


@pytest.mark.parametrize("path", ["/items", "/api/v1/items"])
def test_with_a_root_path_the_redirect_keeps_the_prefix(app, path):
    client = TestClient(app, root_path="/api/v1", follow_redirects=False)

    assert client.get(path).headers["location"] == "http://testserver/api/v1/items/"
