import jwt
import pytest

FORBIDDEN = {"detail": "Not enough permissions"}


def log_in(client, scope="", username="johndoe", password="secret"):
    return client.post("/token", data={"username": username, "password": password, "scope": scope})


@pytest.fixture
def get(client, module):
    """Ask for a path with a token that has been given these scopes."""

    def get(path, scope="", username="johndoe"):
        token = module.create_access_token({"sub": username, "scope": scope})
        return client.get(path, headers={"Authorization": f"Bearer {token}"})

    return get


def test_the_scopes_are_one_text_in_the_token(client):
    answer = log_in(client, "me items").json()
    token = answer.pop("access_token")

    assert answer == {"token_type": "bearer"}
    assert jwt.decode(token, options={"verify_signature": False})["scope"] == "me items"
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/users/me/items/", headers=headers).status_code == 200


def test_with_its_scopes_a_token_opens_an_operation(get):
    assert get("/users/me/items/", "items me").json() == [{"item_id": "Lamp", "owner": "johndoe"}]
    assert get("/users/me/", "me").json() == {
        "username": "johndoe",
        "email": "johndoe@example.com",
        "full_name": "John Doe",
        "disabled": False,
    }


@pytest.mark.parametrize(
    ("path", "scope", "required"),
    [
        ("/users/me/", "", "me"),
        ("/users/me/", "items", "me"),
        ("/users/me/items/", "me", "items me"),
        ("/users/me/items/", "items", "items me"),
    ],
)
def test_without_a_scope_the_answer_names_what_is_required(get, path, scope, required):
    response = get(path, scope)

    assert response.status_code == 401
    assert response.json() == FORBIDDEN
    assert response.headers["WWW-Authenticate"] == f'Bearer scope="{required}"'


def test_an_operation_without_scopes_needs_only_a_token(get):
    assert get("/status/").json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("path", "challenge"),
    [("/status/", "Bearer"), ("/users/me/", 'Bearer scope="me"')],
)
def test_a_token_of_somebody_else_is_refused(client, module, path, challenge):
    foreign = module.create_access_token({"sub": "nobody", "scope": "me"})
    nameless = module.create_access_token({"scope": "me"})
    for token in ("oak", foreign, nameless):
        response = client.get(path, headers={"Authorization": f"Bearer {token}"})

        assert response.status_code == 401
        assert response.json() == {"detail": "Could not validate credentials"}
        assert response.headers["WWW-Authenticate"] == challenge


@pytest.mark.parametrize(("scope", "username"), [("items", "alice"), ("admin", "johndoe")])
def test_a_user_cannot_ask_for_more_than_is_permitted(client, scope, username):
    password = {"johndoe": "secret", "alice": "secret2"}[username]
    response = log_in(client, scope, username, password)

    assert response.status_code == 400
    assert response.json() == {"detail": "Scope not permitted"}


@pytest.mark.parametrize("username", ["johndoe", "nobody"])
def test_a_wrong_name_and_a_wrong_password_are_told_in_the_same_words(client, username):
    response = log_in(client, "me", username, "wrong")

    assert response.status_code == 400
    assert response.json() == {"detail": "Incorrect username or password"}


def test_a_disabled_user_is_refused(get):
    response = get("/users/me/", "me", "alice")

    assert response.status_code == 400
    assert response.json() == {"detail": "Inactive user"}


def test_the_document_says_which_scopes_an_operation_needs(app):
    paths = app.openapi()["paths"]
    security = {path: item["get"]["security"] for path, item in paths.items() if "get" in item}

    assert security == {
        "/users/me/": [{"OAuth2PasswordBearer": ["me"]}],
        "/users/me/items/": [{"OAuth2PasswordBearer": ["items", "me"]}],
        "/status/": [{"OAuth2PasswordBearer": []}],
    }
