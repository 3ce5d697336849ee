import pytest
from etude.responses import PlainTextResponse
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


def test_the_server_gets_the_error_with_its_place(client, module):
    with pytest.raises(module.InternalError, match="Rick found broken-lamp") as caught:
        client.get("/items/broken-lamp")

    assert caught.traceback[-1].name == "read_item"


def test_a_handler_for_the_error_makes_the_answer(app, module):
    async def answer(request, error):
        return PlainTextResponse("Out of order", status_code=503)

    app.add_exception_handler(module.InternalError, answer)
    response = TestClient(app).get("/items/broken-lamp")

    assert (response.status_code, response.text) == (503, "Out of order")
