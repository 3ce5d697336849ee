def test_a_known_item_is_found(client):
    assert client.get("/items/lamp").json() == {"item": "A lamp that turns in every direction"}


def test_an_unknown_item_is_answered_with_404(client):
    response = client.get("/items/desk")

    assert response.status_code == 404
    assert response.json() == {"detail": "Item not found"}
