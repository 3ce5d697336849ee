import pytest

TOKEN = {"token": "jessica"}
HEADER = {"X-Token": "fake-super-secret-token"}


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/", {"message": "The shop has three parts"}),
        ("/users/", [{"username": "amina"}, {"username": "joris"}]),
        ("/users/me", {"username": "amina"}),
        ("/users/joris", {"username": "joris"}),
        ("/items/", {"plumbus": {"name": "Plumbus"}, "kettle": {"name": "Kettle"}}),
        ("/items/kettle", {"name": "Kettle", "item_id": "kettle"}),
    ],
)
def test_every_part_answers_with_token_and_header(client, path, answer):
    response = client.get(path, params=TOKEN, headers=HEADER)

    assert response.status_code == 200
    assert response.json() == answer


@pytest.mark.parametrize("path", ["/", "/users/me", "/items/"])
def test_the_whole_app_asks_for_the_token(client, path):
    wrong = client.get(path, params={"token": "joris"}, headers=HEADER)
    missing = client.get(path, headers=HEADER)

    assert (wrong.status_code, wrong.json()) == (400, {"detail": "No Jessica token provided"})
    assert missing.status_code == 422
    assert missing.json()["detail"] == [
        {"type": "missing", "loc": ["query", "token"], "msg": "Field required", "input": None}
    ]


@pytest.mark.parametrize(("method", "path"), [("GET", "/items/kettle"), ("POST", "/admin/")])
def test_items_and_admin_ask_for_the_header_too(client, method, path):
    wrong = client.request(method, path, params=TOKEN, headers={"X-Token": "guessed"})
    missing = client.request(method, path, params=TOKEN)

    assert (wrong.status_code, wrong.json()) == (400, {"detail": "X-Token header invalid"})
    assert missing.status_code == 422
    assert missing.json()["detail"][0]["loc"] == ["header", "x-token"]


def test_an_item_that_is_not_there_is_not_found(client):
    response = client.get("/items/teapot", params=TOKEN, headers=HEADER)

    assert response.status_code == 404
    assert response.json() == {"detail": "Item not found"}


def test_only_the_plumbus_is_changed(client):
    plumbus = client.put("/items/plumbus", params=TOKEN, headers=HEADER)
    kettle = client.put("/items/kettle", params=TOKEN, headers=HEADER)

    assert plumbus.json() == {"item_id": "plumbus", "name": "Polished plumbus"}
    assert kettle.status_code == 403
    assert kettle.json() == {"detail": "You can only update the item: plumbus"}


def test_the_admin_part_is_below_its_prefix(client):
    response = client.post("/admin/", params=TOKEN, headers=HEADER)

    assert response.json() == {"message": "The stock is being counted"}
    assert client.post("/", params=TOKEN, headers=HEADER).status_code == 405


def test_what_is_given_at_several_levels_adds_up(app):
    paths = app.openapi()["paths"]

    assert paths["/items/{item_id}"]["put"]["tags"] == ["items", "custom"]
    assert list(paths["/items/{item_id}"]["put"]["responses"]) == ["200", "404", "403", "422"]
    assert paths["/admin/"]["post"]["tags"] == ["admin"]
    assert "418" in paths["/admin/"]["post"]["responses"]
