OFFER = {
    "name": "Reading corner",
    "price": 120,
    "items": [
        {
            "name": "Lamp",
            "price": 45.5,
            "images": [{"url": "https://shop.example.com/lamp.png", "name": "Front"}],
        }
    ],
}


def test_any_depth_is_read(client):
    response = client.post("/offers/", json=OFFER)

    assert response.status_code == 200
    assert response.json()["items"][0]["images"] == OFFER["items"][0]["images"]


def test_the_path_leads_down_to_the_mistake(client):
    wrong = {**OFFER, "items": [{"name": "Lamp", "price": 45.5, "images": [{"name": "Front"}]}]}
    response = client.post("/offers/", json=wrong)

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "items", 0, "images", 0, "url"]
