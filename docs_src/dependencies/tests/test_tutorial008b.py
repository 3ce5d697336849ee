def test_the_owner_reads_the_item(client):
    response = client.get("/items/chair")

    assert response.status_code == 200
    assert response.json() == {"description": "Oak, with arms", "owner": "Rick"}


def test_the_dependency_makes_a_400_of_the_error_of_the_operation(client):
    response = client.get("/items/lamp")

    assert response.status_code == 400
    assert response.json() == {"detail": "Owner error: Rick"}


def test_an_http_exception_passes_through_the_dependency(client):
    response = client.get("/items/desk")

    assert response.status_code == 404
    assert response.json() == {"detail": "Item not found"}
