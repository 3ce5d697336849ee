ITEM = {"title": "Lamp", "timestamp": "2026-05-04T08:00:00"}


def test_the_returned_response_is_sent_with_its_header(client):
    response = client.put("/items/7", json=ITEM)

    assert response.status_code == 200
    assert response.headers["x-stored-by"] == "catalogue-2"
    assert response.json() == {"id": "7", "item": {**ITEM, "description": None}}


def test_what_comes_in_is_checked_all_the_same(client):
    response = client.put("/items/7", json={"title": "Lamp"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "timestamp"]


def test_the_document_says_nothing_about_the_answer(app):
    responses = app.openapi()["paths"]["/items/{id}"]["put"]["responses"]

    assert responses["200"]["content"] == {"application/json": {"schema": {}}}
