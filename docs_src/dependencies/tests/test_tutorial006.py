import pytest

GOOD = {"X-Token": "fake-super-secret-token", "X-Key": "fake-super-secret-key"}


def test_both_headers_open_the_operation(client):
    response = client.get("/items/", headers=GOOD)

    assert response.status_code == 200
    assert response.json() == [{"item": "Lamp"}, {"item": "Chair"}]


@pytest.mark.parametrize("name", ["X-Token", "X-Key"])
def test_a_wrong_header_is_refused(client, name):
    response = client.get("/items/", headers={**GOOD, name: "guessed"})

    assert response.status_code == 400
    assert response.json() == {"detail": f"{name} header invalid"}


def test_the_first_dependency_of_the_list_is_asked_first(client):
    response = client.get("/items/", headers={"X-Token": "guessed", "X-Key": "guessed"})

    assert response.json() == {"detail": "X-Token header invalid"}


def test_missing_headers_are_reported_at_once(client):
    response = client.get("/items/")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "missing",
                "loc": ["header", name],
                "msg": "Field required",
                "input": None,
            }
            for name in ["x-token", "x-key"]
        ]
    }


def test_a_wrong_header_counts_more_than_a_missing_one(client):
    response = client.get("/items/", headers={"X-Token": "guessed"})

    assert response.status_code == 400


def test_the_document_shows_the_headers(app):
    parameters = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert [(each["in"], each["name"]) for each in parameters] == [
        ("header", "x-token"),
        ("header", "x-key"),
    ]
