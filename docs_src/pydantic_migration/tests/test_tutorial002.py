import pytest


def test_a_validator_may_change_the_value(client):
    response = client.post("/items/", json={"name": "floor lamp", "price": 80})

    assert response.status_code == 200
    assert response.json() == {"name": "Floor Lamp", "price": 80.0, "discount_price": None}


@pytest.mark.parametrize(
    "item, place, message",
    [
        (
            {"name": "Lamp 2", "price": 80},
            ["body", "name"],
            "Value error, must not contain digits",
        ),
        (
            {"name": "Lamp", "price": 80, "discount_price": 90},
            ["body"],
            "Value error, discount_price must be below price",
        ),
    ],
)
def test_the_message_of_the_validator_is_in_the_answer(client, item, place, message):
    response = client.post("/items/", json=item)

    assert response.status_code == 422
    (problem,) = response.json()["detail"]
    assert problem["type"] == "value_error"
    assert problem["loc"] == place
    assert problem["msg"] == message
