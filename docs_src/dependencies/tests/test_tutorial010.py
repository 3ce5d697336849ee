import pytest
from etude import Depends, Etude
from etude.testclient import TestClient


@pytest.fixture
def client(module):
    app = Etude()

    @app.get("/open")
    async def read_open(db=Depends(module.get_db)):
        print(f"used {type(db).__name__}")
        return "done"

    @app.get("/fails")
    async def fail(db=Depends(module.get_db)):
        raise ZeroDivisionError

    return TestClient(app, raise_server_exceptions=False)


def test_the_session_is_closed_after_its_use(client, capsys):
    assert client.get("/open").json() == "done"
    assert capsys.readouterr().out.splitlines() == [
        "session opened",
        "used DBSession",
        "session closed",
    ]


def test_the_session_is_closed_when_the_operation_fails(client, capsys):
    assert client.get("/fails").status_code == 500
    assert capsys.readouterr().out.splitlines() == ["session opened", "session closed"]
