import pytest

KETTLE = {"name": "Kettle", "price": 42}


@pytest.mark.parametrize("body", [b"this is not even JSON", b'{"name": "Kettle"}', b""])
def test_the_body_is_not_read_by_the_framework(client, body):
    response = client.post("/items/", content=body)

    assert response.status_code == 200
    assert response.json() == {"size": len(body), "content": KETTLE}


def test_the_body_is_documented_by_hand(app, module):
    assert app.openapi()["paths"]["/items/"]["post"]["requestBody"] == {
        "content": {"application/json": {"schema": module.ITEM}},
        "required": True,
    }


def test_no_answer_422_is_documented(app):
    assert list(app.openapi()["paths"]["/items/"]["post"]["responses"]) == ["200"]
