import pytest


@pytest.mark.parametrize("size", ["0.1", "10.4", "10"])
def test_sizes_between_the_limits_are_allowed(client, size):
    response = client.get(f"/items/0?q=oak&size={size}")

    assert response.json() == {"item_id": 0, "q": "oak", "size": float(size)}


@pytest.mark.parametrize("size", ["0", "10.5", "-1", "inf", "nan"])
def test_the_limits_themselves_and_what_is_beyond_are_refused(client, size):
    response = client.get(f"/items/0?q=oak&size={size}")

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["query", "size"]


def test_path_and_query_are_reported_together(client):
    response = client.get("/items/1001?q=oak&size=11")

    assert [error["loc"] for error in response.json()["detail"]] == [
        ["path", "item_id"],
        ["query", "size"],
    ]
