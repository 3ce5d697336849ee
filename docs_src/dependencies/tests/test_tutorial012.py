import pytest

GOOD = {"X-Token": "fake-super-secret-token", "X-Key": "fake-super-secret-key"}
ANSWERS = {
    "/items/": [{"item": "Lamp"}, {"item": "Chair"}],
    "/users/": [{"username": "ada"}, {"username": "grace"}],
}


@pytest.mark.parametrize("path", ANSWERS)
def test_both_headers_open_every_operation(client, path):
    response = client.get(path, headers=GOOD)

    assert response.status_code == 200
    assert response.json() == ANSWERS[path]


@pytest.mark.parametrize("path", ANSWERS)
@pytest.mark.parametrize("name", ["X-Token", "X-Key"])
def test_a_wrong_header_closes_every_operation(client, path, name):
    response = client.get(path, headers={**GOOD, name: "guessed"})

    assert response.status_code == 400
    assert response.json() == {"detail": f"{name} header invalid"}


@pytest.mark.parametrize("path", ANSWERS)
def test_every_operation_asks_for_both_headers(client, path):
    response = client.get(path)

    assert response.status_code == 422
    assert [error["loc"] for error in response.json()["detail"]] == [
        ["header", "x-token"],
        ["header", "x-key"],
    ]


@pytest.mark.parametrize(("path", "status"), [("/docs", 200), ("/openapi.json", 200), ("/no", 404)])
def test_what_is_no_operation_is_not_checked(client, path, status):
    assert client.get(path).status_code == status
