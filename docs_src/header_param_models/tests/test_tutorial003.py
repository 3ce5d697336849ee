def test_names_are_read_with_their_underscores(client):
    response = client.get("/items/", headers={"save_data": "on", "x_tag": "oak"})

    assert response.status_code == 200
    assert response.json()["save_data"] is True
    assert response.json()["x_tag"] == ["oak"]


def test_names_with_hyphens_are_other_headers(client):
    response = client.get("/items/", headers={"save-data": "on"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["header", "save_data"]
