from etude import APIRouter, Etude
from etude.testclient import TestClient

KETTLE = b'{"name": "Kettle", "price": 42}'


def test_json_without_a_content_type_is_read(client):
    response = client.post("/items/", content=KETTLE)

    assert "content-type" not in response.request.headers
    assert response.status_code == 200
    assert response.json() == {"name": "Kettle", "price": 42.0}


def test_json_with_its_content_type_is_read(client):
    response = client.post("/items/", content=KETTLE, headers={"Content-Type": "application/json"})

    assert response.status_code == 200


def test_another_content_type_is_still_refused(client):
    response = client.post("/items/", content=KETTLE, headers={"Content-Type": "text/plain"})

    assert response.status_code == 422


def test_the_default_is_strict(module):
    app = Etude()
    app.post("/items/")(module.create_item)
    response = TestClient(app).post("/items/", content=KETTLE)

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "model_attributes_type",
                "loc": ["body"],
                "msg": "Input should be a valid dictionary or object to extract fields from",
                "input": KETTLE.decode(),
            }
        ]
    }


def test_a_router_can_be_lenient_alone(module):
    app, router = Etude(), APIRouter(strict_content_type=False)
    router.post("/items/")(module.create_item)
    app.include_router(router)

    assert TestClient(app).post("/items/", content=KETTLE).status_code == 200
