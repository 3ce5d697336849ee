from datetime import datetime, timedelta, timezone

import jwt
import pytest
from docs_src._loading import load

KEY = "a key of another service, long enough for HS256"


class CountingHash:
    """Stands for the hasher, and keeps what it was asked to compare with."""

    def __init__(self):
        self.asked = []

    def verify(self, password, hashed_password):
        self.asked.append(hashed_password)
        return False


@pytest.fixture
def token(client):
    response = client.post("/token", data={"username": "johndoe", "password": "secret"})
    assert response.status_code == 200
    assert response.json() == {
        "access_token": response.json()["access_token"],
        "token_type": "bearer",
    }
    return response.json()["access_token"]


def read_me(client, token):
    return client.get("/users/me/", headers={"Authorization": f"Bearer {token}"})


def test_the_token_opens_the_operations_of_the_user(client, token):
    items = client.get("/users/me/items/", headers={"Authorization": f"Bearer {token}"})

    assert items.json() == [{"item_id": "Lamp", "owner": "johndoe"}]
    assert read_me(client, token).json() == {
        "username": "johndoe",
        "email": "johndoe@example.com",
        "full_name": "John Doe",
        "disabled": False,
    }


def test_the_token_names_the_user_and_lasts_half_an_hour(token):
    payload = jwt.decode(token, options={"verify_signature": False})
    left = datetime.fromtimestamp(payload["exp"], timezone.utc) - datetime.now(timezone.utc)

    assert payload.keys() == {"sub", "exp"}
    assert payload["sub"] == "johndoe"
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)


def test_without_a_lifetime_a_token_lasts_a_quarter_of_an_hour(module):
    token = module.create_access_token({"sub": "johndoe"})
    payload = jwt.decode(token, options={"verify_signature": False})
    left = datetime.fromtimestamp(payload["exp"], timezone.utc) - datetime.now(timezone.utc)

    assert timedelta(minutes=14) < left <= timedelta(minutes=15)


@pytest.mark.parametrize("username", ["johndoe", "nobody"])
def test_a_wrong_name_and_a_wrong_password_are_told_in_the_same_words(client, username):
    response = client.post("/token", data={"username": username, "password": "wrong"})

    assert response.status_code == 401
    assert response.json() == {"detail": "Incorrect username or password"}
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_an_unknown_name_costs_a_comparison_too(client, module, monkeypatch):
    hasher = CountingHash()
    monkeypatch.setattr(module, "password_hash", hasher)
    for username in ("johndoe", "nobody"):
        client.post("/token", data={"username": username, "password": "wrong"})

    known = module.fake_users_db["johndoe"]["hashed_password"]
    assert hasher.asked == [known, module.DUMMY_HASH]


def test_a_disabled_user_gets_a_token_that_opens_nothing(client):
    answer = client.post("/token", data={"username": "alice", "password": "secret2"})
    response = read_me(client, answer.json()["access_token"])

    assert response.status_code == 400
    assert response.json() == {"detail": "Inactive user"}


def make_tokens(module):
    """Tokens that must not be accepted, each for one reason."""
    key, soon = module.SECRET_KEY, datetime.now(timezone.utc) + timedelta(minutes=5)
    return {
        "not a token": "oak",
        "not ASCII": "\u00e9",
        "expired": module.create_access_token({"sub": "johndoe"}, timedelta(minutes=-1)),
        "without an end": jwt.encode({"sub": "johndoe"}, key, algorithm="HS256"),
        "without a subject": module.create_access_token({}),
        "of an unknown user": module.create_access_token({"sub": "nobody"}),
        "of another key": jwt.encode({"sub": "johndoe", "exp": soon}, KEY, algorithm="HS256"),
        "not signed": jwt.encode({"sub": "johndoe", "exp": soon}, "", algorithm="none"),
        "of another algorithm": jwt.encode({"sub": "johndoe", "exp": soon}, key, algorithm="HS512"),
    }


def test_a_token_that_is_not_ours_or_not_valid_is_refused(client, module):
    for reason, token in make_tokens(module).items():
        response = client.get(
            "/users/me/", headers={"Authorization": f"Bearer {token}".encode("latin-1")}
        )
        assert response.status_code == 401, reason
        assert response.json() == {"detail": "Could not validate credentials"}, reason
        assert response.headers["WWW-Authenticate"] == "Bearer", reason


def test_the_key_comes_from_the_environment(form, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", KEY)

    assert load(*form).SECRET_KEY == KEY


def test_without_a_key_in_the_environment_each_start_makes_a_new_one(form, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "")
    keys = {load(*form).SECRET_KEY for start in range(2)}

    assert {len(key) for key in keys} == {64}
    assert len(keys) == 2
