FRONT = {"url": "https://shop.example.com/lamp.png", "name": "From the front"}


def test_the_body_is_a_list(client):
    response = client.post("/images/multiple/", json=[FRONT])

    assert response.status_code == 200
    assert response.json() == [FRONT]


def test_a_single_object_is_no_list(client):
    response = client.post("/images/multiple/", json=FRONT)

    assert response.status_code == 422
    assert response.json()["detail"][0]["type"] == "list_type"
