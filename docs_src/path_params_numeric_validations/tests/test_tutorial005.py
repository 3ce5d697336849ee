import pytest


@pytest.mark.parametrize("item_id", [1, 1000])
def test_numbers_within_both_limits_are_allowed(client, item_id):
    assert client.get(f"/items/{item_id}?q=oak").json() == {"item_id": item_id, "q": "oak"}


@pytest.mark.parametrize(
    ("item_id", "kind", "message"),
    [
        (0, "greater_than", "Input should be greater than 0"),
        (1001, "less_than_equal", "Input should be less than or equal to 1000"),
    ],
)
def test_numbers_outside_of_the_limits_are_refused(client, item_id, kind, message):
    response = client.get(f"/items/{item_id}?q=oak")

    assert response.status_code == 422
    (error,) = response.json()["detail"]
    assert (error["type"], error["msg"]) == (kind, message)
