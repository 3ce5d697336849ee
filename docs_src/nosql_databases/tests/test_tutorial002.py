import pytest
from etude.testclient import TestClient

MILA = {"username": "mila", "email": None, "full_name": "Mila Sato", "disabled": None}


class FakeCollection:
    """The two methods of a MongoDB collection that the store calls."""

    def __init__(self, *documents):
        self.documents = {document["_id"]: document for document in documents}

    async def find_one(self, key):
        return self.documents.get(key["_id"])

    async def replace_one(self, key, document, *, upsert):
        assert upsert
        self.documents[key["_id"]] = {**key, **document}


@pytest.fixture
def collection():
    return FakeCollection(
        {
            "_id": "userprofile::mila",
            "type": "userprofile",
            "username": "mila",
            "full_name": "Mila Sato",
            "hashed_password": "$argon2id$...",
        }
    )


@pytest.fixture
def client(app, module, collection):
    app.dependency_overrides[module.get_store] = lambda: module.MongoStore(collection)
    return TestClient(app)


def test_a_user_is_read_without_the_hash_of_the_password(client):
    response = client.get("/users/mila")

    assert response.status_code == 200
    assert response.json() == MILA


def test_a_change_is_written_and_keeps_the_hash(client, collection):
    changed = {**MILA, "email": "mila@example.com"}

    response = client.put("/users/mila", json=changed)

    assert response.status_code == 200
    assert response.json() == changed
    assert client.get("/users/mila").json() == changed
    assert collection.documents["userprofile::mila"]["hashed_password"] == "$argon2id$..."


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_an_unknown_user_is_not_found(client, collection, method):
    response = client.request(method, "/users/noor", json={"username": "noor"})

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}
    assert list(collection.documents) == ["userprofile::mila"]


def test_the_body_cannot_rename_a_user(client):
    response = client.put("/users/mila", json={"username": "noor"})

    assert response.status_code == 409
    assert response.json() == {"detail": "The path names another user"}


def test_the_app_starts_before_the_server_does(app, monkeypatch):
    monkeypatch.setenv("MONGODB_URL", "mongodb://127.0.0.1:1")

    with TestClient(app) as client:
        assert client.get("/openapi.json").status_code == 200


def test_the_lifespan_hands_the_collection_to_the_store(app, module, monkeypatch):
    monkeypatch.setenv("MONGODB_URL", "mongodb://127.0.0.1:1")
    seen = []

    @app.get("/collection")
    async def read_collection(store: module.MongoStore = module.Depends(module.get_store)):
        seen.append(store.collection)

    with TestClient(app) as client:
        client.get("/collection")

    assert [collection.full_name for collection in seen] == ["etude.users"]
