def test_the_name_with_the_underscore_is_read(client):
    response = client.get("/items/", headers={"strange_header": "odd"})

    assert response.json() == {"strange_header": "odd"}


def test_the_name_with_a_hyphen_is_another_header(client):
    response = client.get("/items/", headers={"strange-header": "odd"})

    assert response.json() == {"strange_header": None}
