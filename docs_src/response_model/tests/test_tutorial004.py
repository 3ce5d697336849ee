import pytest


@pytest.mark.parametrize(
    ("item_id", "answer"),
    [
        ("foo", {"name": "Lamp", "price": 45.5}),
        ("bar", {"name": "Chair", "description": "Of oak", "price": 80.0, "tax": 20.2}),
        (
            "baz",
            {"name": "Desk", "description": None, "price": 120.0, "tax": 10.5, "tags": []},
        ),
    ],
)
def test_only_what_was_given_is_sent_even_if_it_equals_the_default(client, item_id, answer):
    assert client.get(f"/items/{item_id}").json() == answer


def test_an_item_that_is_not_there_is_not_found(client):
    response = client.get("/items/bed")

    assert response.status_code == 404
    assert response.json() == {"detail": "Item not found"}
