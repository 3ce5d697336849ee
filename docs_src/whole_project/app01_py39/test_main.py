from etude.testclient import TestClient

PASSWORD = "eleven-blue-doors"


def log_in(client: TestClient, name: str):
    client.post("/users/", json={"name": name, "password": PASSWORD})
    form = {"username": name, "password": PASSWORD}
    token = client.post("/token", data=form).json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


def test_a_user_keeps_books(client: TestClient):
    mila = log_in(client, "mila")

    added = client.post("/books/", json={"title": "Momo"}, headers=mila)

    assert added.status_code == 201
    assert client.get("/books/", headers=mila).json() == [{"title": "Momo", "id": 1}]
    assert client.delete("/books/1", headers=mila).status_code == 204
    assert client.get("/books/", headers=mila).json() == []


def test_nobody_sees_the_books_of_others(client: TestClient):
    mila, joris = log_in(client, "mila"), log_in(client, "joris")
    client.post("/books/", json={"title": "Momo"}, headers=mila)

    assert client.get("/books/", headers=joris).json() == []
    assert client.delete("/books/1", headers=joris).status_code == 404


def test_who_has_not_logged_in_is_refused(client: TestClient):
    assert client.get("/books/").status_code == 401
    false = {"Authorization": "Bearer false"}
    assert client.get("/books/", headers=false).status_code == 401


def test_a_name_is_given_once(client: TestClient):
    registration = {"name": "mila", "password": PASSWORD}

    assert client.post("/users/", json=registration).status_code == 201
    assert client.post("/users/", json=registration).status_code == 409


def test_a_wrong_password_is_refused(client: TestClient):
    log_in(client, "mila")

    answer = client.post("/token", data={"username": "mila", "password": "wrong"})

    assert answer.status_code == 401
    assert answer.json() == {"detail": "The name or the password is wrong"}
