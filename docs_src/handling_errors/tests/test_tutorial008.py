import pytest
from etude.testclient import TestClient


def test_a_mistake_of_the_server_has_an_answer_of_its_own(app, caplog):
    response = TestClient(app, raise_server_exceptions=False).get("/boom")

    assert response.status_code == 500
    assert response.json() == {"message": "Sorry, that was our mistake"}
    (record,) = [each for each in caplog.records if each.name == "shop"]
    assert record.getMessage() == "/boom failed"
    assert isinstance(record.exc_info[1], ZeroDivisionError)


def test_the_server_still_learns_of_it(client):
    with pytest.raises(ZeroDivisionError):
        client.get("/boom")


def test_a_status_can_have_a_handler(client):
    response = client.get("/missing")

    assert response.status_code == 404
    assert response.json() == {"message": "There is nothing at /missing"}
