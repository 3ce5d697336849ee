import pytest


def test_the_value_arrives_as_a_number(client):
    response = client.get("/items/3")

    assert response.status_code == 200
    assert response.json() == {"item_id": 3}


@pytest.mark.parametrize("text", ["foo", "4.2"])
def test_what_is_no_whole_number_is_refused_with_the_place_and_the_reason(client, text):
    response = client.get(f"/items/{text}")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "int_parsing",
                "loc": ["path", "item_id"],
                "msg": "Input should be a valid integer, unable to parse string as an integer",
                "input": text,
            }
        ]
    }
