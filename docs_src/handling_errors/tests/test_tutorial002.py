def test_the_error_has_a_header_of_its_own(client):
    response = client.get("/items-header/desk")

    assert response.status_code == 404
    assert response.json() == {"detail": "Item not found"}
    assert response.headers["x-error"] == "No such name in the catalogue"


def test_a_success_has_not(client):
    assert "x-error" not in client.get("/items-header/lamp").headers
