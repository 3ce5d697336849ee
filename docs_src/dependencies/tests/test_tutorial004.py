import pytest


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Lamp", "Chair", "Desk"]),
        ("?skip=1&limit=1", ["Chair"]),
        ("?skip=2", ["Desk"]),
        ("?skip=9", []),
    ],
)
def test_skip_and_limit_cut_the_items(client, query, names):
    response = client.get(f"/items/{query}")

    assert response.status_code == 200
    assert response.json() == {"items": [{"name": name} for name in names]}


def test_q_is_sent_back_when_given(client):
    assert client.get("/items/?q=oak&limit=1").json() == {"q": "oak", "items": [{"name": "Lamp"}]}


def test_the_arguments_of_the_class_are_checked(client):
    response = client.get("/items/?limit=few")

    assert response.status_code == 422
    assert [error["loc"] for error in response.json()["detail"]] == [["query", "limit"]]


def test_the_document_shows_the_arguments_of_the_class(app):
    parameters = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert [each["name"] for each in parameters] == ["q", "skip", "limit"]
