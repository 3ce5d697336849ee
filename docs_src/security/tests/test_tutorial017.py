import base64

import pytest

from etude.testclient import TestClient

FORM = {"username": "johndoe", "password": "secret"}


class CountingHash:
    """Stands for the hasher, and keeps what it was asked to compare with."""

    def __init__(self, answer=False):
        self.asked = []
        self.answer = answer

    def verify(self, password, hashed_password):
        self.asked.append(hashed_password)
        return self.answer


@pytest.fixture
def client(app):
    """A browser that has come by HTTPS, because it keeps the cookie for HTTPS only."""
    with TestClient(app, base_url="https://testserver") as client:
        yield client


def test_who_logs_in_is_known_until_the_logout(client):
    assert client.post("/login", data=FORM).json() == {"username": "johndoe"}
    assert client.get("/me").json() == {"username": "johndoe"}

    assert client.post("/logout").status_code == 204
    assert client.get("/me").status_code == 401


def test_without_a_session_the_answer_is_401(client):
    response = client.get("/me")

    assert response.status_code == 401
    assert response.json() == {"detail": "Not logged in"}


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"username": "nobody"}])
def test_a_wrong_name_or_password_gives_no_cookie(client, wrong):
    response = client.post("/login", data={**FORM, **wrong})

    assert response.status_code == 401
    assert response.json() == {"detail": "Incorrect username or password"}
    assert "Set-Cookie" not in response.headers


def test_an_unknown_name_costs_a_comparison_too(client, module, monkeypatch):
    hasher = CountingHash()
    monkeypatch.setattr(module, "password_hash", hasher)
    client.post("/login", data={**FORM, "username": "nobody"})

    assert hasher.asked == [module.DUMMY_HASH]


def test_the_dummy_hash_lets_nobody_in(client, module, monkeypatch):
    monkeypatch.setattr(module, "password_hash", CountingHash(answer=True))

    assert client.post("/login", data={**FORM, "username": "nobody"}).status_code == 401


def test_the_cookie_has_its_flags(client):
    cookie = client.post("/login", data=FORM).headers["Set-Cookie"]

    name, *flags = [part.strip().lower() for part in cookie.split(";")]
    assert name.startswith("session=")
    assert set(flags) == {"path=/", "max-age=3600", "httponly", "samesite=lax", "secure"}


def test_everybody_can_read_the_cookie_and_nobody_can_change_it(client):
    client.post("/login", data=FORM)
    data, rest = client.cookies["session"].strip('"').split(".", 1)
    assert base64.b64decode(data) == b'{"username": "johndoe"}'

    forged = base64.b64encode(b'{"username": "alice"}').decode() + "." + rest
    client.cookies.clear()
    assert client.get("/me", headers={"Cookie": f"session={forged}"}).status_code == 401


def test_a_copy_of_the_cookie_works_after_the_logout(client):
    client.post("/login", data=FORM)
    copy = client.cookies["session"]
    client.post("/logout")

    assert client.get("/me", headers={"Cookie": f"session={copy}"}).status_code == 200
