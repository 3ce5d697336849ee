import pytest

TOKEN = {"Authorization": "Bearer secret"}


def responses(app, path, method):
    return app.openapi()["paths"][path][method]["responses"]


def test_the_document_has_every_answer_of_the_framework(app):
    assert list(responses(app, "/items/", "post")) == [
        *("200", "400", "401", "404", "405", "413", "422")
    ]


def test_an_operation_can_leave_them_all_out(app):
    assert list(responses(app, "/health", "get")) == ["200"]


@pytest.mark.parametrize(
    ("method", "path", "request_", "status"),
    [
        ("POST", "/items/", {"headers": TOKEN, "json": {"name": "Lamp", "price": 20}}, 200),
        ("POST", "/items/", {"json": {"name": "Lamp", "price": 20}}, 401),
        ("POST", "/item/", {}, 404),
        ("PUT", "/items/", {}, 405),
        ("POST", "/items/", {"headers": TOKEN, "content": b" " * 10_001}, 413),
        ("POST", "/items/", {"headers": TOKEN, "json": {}}, 422),
        ("GET", "/health", {}, 200),
    ],
)
def test_the_answers_are_those(client, method, path, request_, status):
    assert client.request(method, path, **request_).status_code == status
