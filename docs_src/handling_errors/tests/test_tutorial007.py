def test_the_detail_is_an_object(client):
    response = client.get("/items/desk")

    assert response.status_code == 404
    assert response.json() == {"detail": {"code": "unknown-item", "hint": "Known: lamp"}}
