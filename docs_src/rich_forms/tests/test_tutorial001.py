import json

import pytest

ITEM = json.dumps({"name": "Lamp", "price": 20, "tags": ["light"]})
PHOTO = ("lamp.png", b"\x89PNG", "image/png")
ANSWER = {"name": "Lamp", "tags": ["light"], "photo": "lamp.png"}


@pytest.mark.parametrize(
    "part",
    [
        (None, ITEM, "application/json"),
        (None, ITEM),
        ("blob", ITEM, "application/json"),
        ("item.json", ITEM, "application/json"),
    ],
)
def test_a_part_is_json_beside_the_file(client, part):
    response = client.post("/items/", files={"item": part, "photo": PHOTO})

    assert response.status_code == 200
    assert response.json() == ANSWER


def test_errors_say_where_in_the_part(client):
    item = (None, json.dumps({"name": "Lamp", "price": "cheap"}), "application/json")
    response = client.post("/items/", files={"item": item, "photo": PHOTO})

    assert response.status_code == 422
    assert response.json()["detail"] == [
        {
            "type": "float_parsing",
            "loc": ["body", "item", "price"],
            "msg": "Input should be a valid number, unable to parse string as a number",
            "input": "cheap",
        }
    ]


def test_both_parts_are_required(client):
    response = client.post("/items/", files={"other": PHOTO})

    places = [error["loc"] for error in response.json()["detail"]]
    assert places == [["body", "item"], ["body", "photo"]]
