import pytest
from etude.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from ..database import Base
from ..main import app, get_db


@pytest.fixture
def client():
    engine = create_engine(
        "sqlite://",
        connect_args={"check_same_thread": False},
        poolclass=StaticPool,
    )
    Base.metadata.create_all(engine)
    with Session(engine) as db:
        app.dependency_overrides[get_db] = lambda: db
        yield TestClient(app)
    app.dependency_overrides.clear()
    engine.dispose()


def test_create_user(client: TestClient):
    response = client.post(
        "/users/", json={"email": "mila@example.com", "password": "larch"}
    )

    assert response.status_code == 200
    assert response.json() == {
        "email": "mila@example.com",
        "id": 1,
        "is_active": True,
        "items": [],
    }
    assert client.get("/users/1").json() == response.json()
