import pytest

TABLE = {"name": "Table", "description": "Oak", "price": 120.5, "tax": 24.1}


def test_the_item_is_sent_back(client):
    response = client.post("/items/", json=TABLE)

    assert response.status_code == 200
    assert response.json() == TABLE


def test_optional_fields_are_none_when_left_out(client):
    response = client.post("/items/", json={"name": "Table", "price": "120.5"})

    assert response.status_code == 200
    assert response.json() == {"name": "Table", "description": None, "price": 120.5, "tax": None}


def test_each_missing_field_is_named(client):
    response = client.post("/items/", json={"tax": 1})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "missing",
                "loc": ["body", field],
                "msg": "Field required",
                "input": {"tax": 1},
            }
            for field in ("name", "price")
        ]
    }


def test_a_value_of_the_wrong_type_is_refused(client):
    response = client.post("/items/", json={"name": "Table", "price": "cheap"})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "float_parsing",
                "loc": ["body", "price"],
                "msg": "Input should be a valid number, unable to parse string as a number",
                "input": "cheap",
            }
        ]
    }


def test_a_request_without_body_is_refused(client):
    response = client.post("/items/")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [{"type": "missing", "loc": ["body"], "msg": "Field required", "input": None}]
    }


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("{bad", 1, "Expecting property name enclosed in double quotes"),
        ("undefined", 0, "Expecting value"),
    ],
)
def test_invalid_json_is_refused_with_the_position(client, text, position, reason):
    response = client.post("/items/", content=text, headers={"content-type": "application/json"})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "json_invalid",
                "loc": ["body", position],
                "msg": "JSON decode error",
                "input": {},
                "ctx": {"error": reason},
            }
        ]
    }


def test_json_must_be_announced_as_json(client):
    response = client.post("/items/", content=b"{}", headers={"content-type": "text/plain"})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "model_attributes_type",
                "loc": ["body"],
                "msg": "Input should be a valid dictionary or object to extract fields from",
                "input": "{}",
            }
        ]
    }
