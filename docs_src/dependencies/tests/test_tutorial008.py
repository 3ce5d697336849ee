import pytest
from etude import Depends, Etude
from etude.testclient import TestClient


@pytest.fixture
def client(module):
    app = Etude()

    @app.get("/fails")
    async def fail(dep_c=Depends(module.dependency_c)):
        raise ZeroDivisionError

    @app.get("/chain")
    async def read_chain(dep_c=Depends(module.dependency_c)):
        return [type(each).__name__ for each in (dep_c, dep_c.dep_b, dep_c.dep_b.dep_a)]

    return TestClient(app, raise_server_exceptions=False)


def test_each_dependency_gets_the_open_one_below_it(client):
    assert client.get("/chain").json() == ["DepC", "DepB", "DepA"]


def test_they_are_closed_in_the_reverse_order(client, capsys):
    client.get("/chain")

    assert capsys.readouterr().out.splitlines() == ["c closed", "b closed", "a closed"]


def test_they_are_closed_when_the_operation_fails(client, capsys):
    assert client.get("/fails").status_code == 500
    assert capsys.readouterr().out.splitlines() == ["c closed", "b closed", "a closed"]
