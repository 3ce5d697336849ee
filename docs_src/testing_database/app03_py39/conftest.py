import os

import pytest
from etude.testclient import TestClient
from sqlmodel import Session, SQLModel, create_engine

from .main import app, get_session


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path):
    url = f"sqlite:///{tmp_path}/test.db"
    if request.param == "postgresql":
        url = os.environ.get("TEST_DATABASE_URL", "")
        if not url:
            pytest.skip("set TEST_DATABASE_URL to an empty PostgreSQL database")
    engine = create_engine(url)
    SQLModel.metadata.create_all(engine)
    yield engine
    SQLModel.metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def session(engine):
    with Session(engine) as session:
        yield session


@pytest.fixture
def client(session: Session):
    app.dependency_overrides[get_session] = lambda: session
    yield TestClient(app)
    app.dependency_overrides.clear()
