import pytest
from pydantic import ValidationError


def test_a_list_of_dataclasses_is_a_body(client):
    response = client.post("/authors/vera/items/", json=[{"name": "Tide tables"}])

    assert response.status_code == 200
    assert response.json() == {
        "name": "vera",
        "items": [{"name": "Tide tables", "description": None}],
    }


def test_an_error_inside_the_list_is_found(client):
    response = client.post("/authors/vera/items/", json=[{"description": "No name"}])

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "missing",
                "loc": ["body", 0, "name"],
                "msg": "Field required",
                "input": {"description": "No name"},
            }
        ]
    }


def test_plain_dictionaries_become_authors_with_items(client):
    assert client.get("/authors/").json() == [
        {
            "name": "Vera",
            "items": [
                {"name": "Harbour lights", "description": "Poems of a pilot"},
                {"name": "Tide tables", "description": None},
            ],
        },
        {"name": "Tomasz", "items": [{"name": "Bread for beginners", "description": None}]},
    ]


def test_the_classes_of_pydantic_check_everywhere(module):
    with pytest.raises(ValidationError, match="name"):
        module.Item(name=["no", "text"])
