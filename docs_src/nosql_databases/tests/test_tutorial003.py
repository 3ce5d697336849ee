import pytest
from etude.testclient import TestClient

MILA = {"username": "mila", "email": None, "full_name": "Mila Sato", "disabled": None}


class FakeResult:
    def __init__(self, document):
        self.content_as = {dict: document}


class FakeCollection:
    """The method of a Couchbase collection that the store calls."""

    async def get(self, key):
        if key != "userprofile::mila":
            from couchbase.exceptions import DocumentNotFoundException

            raise DocumentNotFoundException
        document = {"username": "mila", "full_name": "Mila Sato", "hashed_password": "x"}
        return FakeResult({**document, "type": "userprofile"})


@pytest.fixture
def client(app, module):
    pytest.importorskip("couchbase", reason="needs the Python package couchbase")
    store = module.CouchbaseStore(FakeCollection())
    app.dependency_overrides[module.get_store] = lambda: store
    return TestClient(app)


def test_a_user_is_read_without_the_hash_of_the_password(client):
    response = client.get("/users/mila")

    assert response.status_code == 200
    assert response.json() == MILA


def test_an_unknown_user_is_not_found(client):
    response = client.get("/users/noor")

    assert response.status_code == 404
    assert response.json() == {"detail": "User not found"}


def test_the_app_is_built_without_the_package(app):
    assert list(app.openapi()["paths"]) == ["/users/{username}"]
