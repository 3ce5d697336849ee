import pytest
from etude.testclient import TestClient


def test_the_handler_fills_the_items_at_the_start(client):
    assert client.get("/items/lamp").json() == {"name": "Desk lamp"}


def test_nothing_is_filled_before_the_start(app, module):
    assert module.items == {}
    assert TestClient(app).get("/items/lamp").status_code == 404


def test_a_lifespan_and_event_handlers_do_not_go_together(module):
    with pytest.warns(UserWarning, match="will not run, since `lifespan` is given"):
        module.Etude(lifespan=lambda app: None, on_startup=[module.fill_items])


def test_an_item_that_is_not_there_is_not_found(client):
    response = client.get("/items/bed")

    assert response.status_code == 404
    assert response.json() == {"detail": "Item not found"}
