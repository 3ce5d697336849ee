from typing import Annotated, Optional

import pytest
from etude import Depends, Etude
from etude.testclient import TestClient

app = Etude()


async def common_parameters(q: Optional[str] = None, skip: int = 0, limit: int = 100):
    return {"q": q, "skip": skip, "limit": limit}


@app.get("/items/")
async def read_items(commons: Annotated[dict, Depends(common_parameters)]):
    return {"message": "Hello Items!", "params": commons}


@app.get("/users/")
async def read_users(commons: Annotated[dict, Depends(common_parameters)]):
    return {"message": "Hello Users!", "params": commons}


client = TestClient(app)


async def fixed_parameters(q: Optional[str] = None):
    return {"q": q, "skip": 5, "limit": 10}


@pytest.fixture
def with_fixed_parameters():
    app.dependency_overrides[common_parameters] = fixed_parameters
    yield
    app.dependency_overrides = {}


def test_override_in_items(with_fixed_parameters):
    response = client.get("/items/")
    assert response.status_code == 200
    assert response.json() == {
        "message": "Hello Items!",
        "params": {"q": None, "skip": 5, "limit": 10},
    }


def test_override_in_users_with_q(with_fixed_parameters):
    response = client.get("/users/?q=lamp")
    assert response.status_code == 200
    assert response.json() == {
        "message": "Hello Users!",
        "params": {"q": "lamp", "skip": 5, "limit": 10},
    }


def test_override_ignores_other_parameters(with_fixed_parameters):
    response = client.get("/items/?skip=20&limit=3")
    assert response.status_code == 200
    assert response.json()["params"] == {"q": None, "skip": 5, "limit": 10}


def test_without_override():
    response = client.get("/items/?skip=20&limit=3")
    assert response.status_code == 200
    assert response.json()["params"] == {"q": None, "skip": 20, "limit": 3}
