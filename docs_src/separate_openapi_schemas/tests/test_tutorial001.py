from typing import Optional

from pydantic import BaseModel

from etude import Etude


def test_the_default_fills_what_was_left_out(client):
    assert client.post("/items/", json={"name": "Desk"}).json() == {
        "name": "Desk",
        "description": None,
    }


def test_every_item_of_the_answer_has_a_description(client):
    assert client.get("/items/").json() == [
        {"name": "Lamp", "description": "With a linen shade"},
        {"name": "Chair", "description": None},
    ]


def test_a_field_with_a_default_is_required_only_in_answers(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]

    assert schemas["Item-Input"]["required"] == ["name"]
    assert schemas["Item-Output"]["required"] == ["name", "description"]
    assert schemas["Item-Input"]["properties"] == schemas["Item-Output"]["properties"]


def test_without_the_setting_defaults_make_no_difference(module):
    class Item(BaseModel):
        name: str
        description: Optional[str] = None

    app = Etude()

    @app.post("/items/", response_model=Item)
    def create(item: Item): ...

    assert app.openapi()["components"]["schemas"]["Item"]["required"] == ["name"]
