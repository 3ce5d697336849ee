import pytest
from etude.exceptions import EtudeError
from etude.testclient import TestClient


def test_the_item_is_read(client):
    assert client.get("/items/lamp").json() == "lamp"


def test_an_unknown_item_is_not_found(client):
    response = client.get("/items/desk")

    assert response.status_code == 404
    assert response.json() == {"detail": "Item not found"}


def test_the_client_gets_a_500(app, capsys):
    response = TestClient(app, raise_server_exceptions=False).get("/items/broken-lamp")

    assert response.status_code == 500
    assert response.text == "Internal Server Error"
    assert capsys.readouterr().out == "An internal error\n"


def test_the_server_learns_that_an_error_was_swallowed_and_which(client, module):
    with pytest.raises(EtudeError) as caught:
        client.get("/items/broken-lamp")

    assert str(caught.value) == (
        "There is no response: a dependency with `yield` caught the exception"
        " InternalError('Rick found broken-lamp') and did not raise it again."
        " Add `raise` to its `except`."
    )
    assert isinstance(caught.value.__cause__, module.InternalError)


def test_a_handler_for_the_swallowed_error_is_not_asked(app, module):
    asked = []
    app.add_exception_handler(module.InternalError, lambda request, error: asked.append(error))
    TestClient(app, raise_server_exceptions=False).get("/items/broken-lamp")

    assert asked == []
