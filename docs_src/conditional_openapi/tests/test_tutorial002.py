import pytest

DOCUMENTATION = ["/openapi.json", "/docs"]
READER = ("reader", "lamp-on-the-desk")


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setenv("DOCS_PASSWORD", READER[1])


@pytest.mark.parametrize("path", DOCUMENTATION)
def test_strangers_are_asked_to_log_in(client, path):
    response = client.get(path)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Basic"
    assert response.json() == {"detail": "Not authenticated"}


@pytest.mark.parametrize("path", DOCUMENTATION)
@pytest.mark.parametrize("credentials", [("reader", "wrong"), ("other", READER[1])])
def test_wrong_credentials_are_refused(client, path, credentials):
    response = client.get(path, auth=credentials)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Basic"
    assert response.json() == {"detail": "Incorrect username or password"}


def test_the_reader_sees_document_and_page(client):
    document = client.get("/openapi.json", auth=READER)
    page = client.get("/docs", auth=READER)

    assert list(document.json()["paths"]) == ["/items/"]
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "/openapi.json" in page.text


def test_nobody_gets_in_while_no_password_is_set(client, monkeypatch):
    monkeypatch.delenv("DOCS_PASSWORD")

    assert client.get("/docs", auth=("reader", "")).status_code == 401


def test_the_operations_are_open_to_all(client):
    assert client.get("/items/").json() == [{"name": "Lamp"}, {"name": "Chair"}]


def test_there_is_no_other_page(client):
    assert client.get("/redoc", auth=READER).status_code == 404
