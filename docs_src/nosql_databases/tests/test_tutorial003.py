import sys

import acouchbase.bucket
import acouchbase.cluster
import acouchbase.collection
import pytest
from couchbase.exceptions import DocumentNotFoundException
from etude.testclient import TestClient

MILA = {"username": "mila", "email": None, "full_name": "Mila Sato", "disabled": None}


class FakeResult:
    def __init__(self, document):
        self.content_as = {dict: document}


class FakeCollection:
    """The method of a Couchbase collection that the store calls."""

    async def get(self, key):
        if key != "userprofile::mila":
            raise DocumentNotFoundException
        document = {"username": "mila", "full_name": "Mila Sato", "hashed_password": "x"}
        return FakeResult({**document, "type": "userprofile"})


class FakeBucket:
    """The methods of a Couchbase bucket that the lifespan calls."""

    async def on_connect(self):
        pass

    def default_collection(self):
        return FakeCollection()


class FakeCluster:
    """The methods of a Couchbase cluster that the lifespan calls; notes what they are given."""

    seen = []

    @classmethod
    async def connect(cls, url, options):
        cls.seen = [url, options["authenticator"].as_dict()]
        return cls()

    def bucket(self, name):
        self.seen.append(name)
        return FakeBucket()

    async def close(self):
        self.seen.append("closed")


@pytest.fixture
def client(app, module):
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


def test_the_lifespan_connects_to_the_server_and_closes_the_connection(app, monkeypatch):
    for name, value in {"URL": "couchbase://db", "USER": "mila", "PASSWORD": "sesame"}.items():
        monkeypatch.setenv(f"COUCHBASE_{name}", value)
    monkeypatch.setattr(acouchbase.cluster, "AsyncCluster", FakeCluster)

    with TestClient(app) as client:
        assert client.get("/users/mila").json() == MILA
        url, login, *rest = FakeCluster.seen

    assert (url, login["username"], login["password"]) == ("couchbase://db", "mila", "sesame")
    assert (rest, FakeCluster.seen[2:]) == (["users"], ["users", "closed"])


@pytest.mark.parametrize(
    ("fake", "real"),
    [
        (FakeBucket, acouchbase.bucket.AsyncBucket),
        (FakeCluster, acouchbase.cluster.AsyncCluster),
        (FakeCollection, acouchbase.collection.AsyncCollection),
    ],
)
def test_what_stands_in_for_the_package_has_methods_of_the_package(fake, real):
    methods = [name for name in vars(fake) if not name.startswith("_")]

    assert set(methods) - {"seen"} <= set(dir(real))


@pytest.fixture
def _no_couchbase(monkeypatch):
    for name in list(sys.modules):
        if name.partition(".")[0] in ("acouchbase", "couchbase"):
            monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.usefixtures("_no_couchbase")
def test_the_app_is_built_without_the_package(app):
    assert list(app.openapi()["paths"]) == ["/users/{username}"]
