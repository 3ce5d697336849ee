def test_containers_are_read_item_by_item(client):
    order = {"lines": [{"product": "lamp", "quantity": "2"}, {"product": "desk"}], "tags": ["gift"]}

    response = client.post("/orders/", json=order)

    assert response.status_code == 200
    assert response.json() == {"pieces": 3, "tags": ["gift"]}


def test_the_error_names_the_place_inside_the_containers(client):
    order = {"lines": [{"quantity": 1}], "notes": {"door": 4}}

    response = client.post("/orders/", json=order)

    assert response.status_code == 422
    places = [problem["loc"] for problem in response.json()["detail"]]
    assert places == [["body", "lines", 0, "product"], ["body", "notes", "door"]]
