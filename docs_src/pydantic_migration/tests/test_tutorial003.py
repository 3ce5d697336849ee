from pydantic import BaseModel


def test_the_fields_are_read_from_the_attributes(client):
    response = client.get("/items/1")

    assert response.status_code == 200
    assert response.json() == {"name": "Lamp", "shelf": "A4"}


def test_an_attribute_may_be_none(client):
    assert client.get("/items/2").json() == {"name": "Chair", "shelf": None}


def test_an_unknown_item_is_not_found(client):
    response = client.get("/items/3")

    assert response.status_code == 404
    assert response.json() == {"detail": "Item not found"}


def test_a_response_model_reads_attributes_without_the_setting(app, client, module):
    class Shelf(BaseModel):
        shelf: str

    @app.get("/shelf", response_model=Shelf)
    def read_shelf():
        return module.rows[1]

    assert client.get("/shelf").json() == {"shelf": "A4"}
