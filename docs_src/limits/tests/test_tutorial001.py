import pytest


def test_a_reading_within_the_limits_is_taken(client):
    reading = {"sensor": "attic", "celsius": 21.5}
    assert client.post("/readings/", json=reading).json() == reading


def test_a_body_over_the_limit_is_too_large(client):
    response = client.post("/readings/", json={"sensor": "x" * 1_000, "celsius": 1})

    assert response.status_code == 413
    assert response.json() == {"detail": "Content Too Large"}


@pytest.mark.parametrize(("count", "status"), [(1_000, 200), (100_000, 413)])
def test_the_import_takes_more(client, count, status):
    readings = [{"sensor": "attic", "celsius": 1}] * count
    assert client.post("/readings/import", json=readings).status_code == status


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400"])
def test_a_number_that_json_does_not_have_is_refused(client, number):
    response = client.post(
        "/readings/",
        content=f'{{"sensor": "attic", "celsius": {number}}}',
        headers={"Content-Type": "application/json"},
    )

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "finite_number",
                "loc": ["body"],
                "msg": "Input should be a finite number",
                "input": number,
            }
        ]
    }


def test_what_is_nested_too_deep_is_refused(client):
    response = client.post("/readings/", json={"sensor": [[[[[]]]]], "celsius": 1})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "json_too_deep",
                "loc": ["body"],
                "msg": "JSON is nested deeper than 5 levels",
                "input": None,
                "ctx": {"max_depth": 5},
            }
        ]
    }
