import pytest


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Lamp", "Chair", "Desk"]),
        ("?skip=1", ["Chair", "Desk"]),
        ("?limit=1", ["Lamp"]),
        ("?skip=1&limit=1", ["Chair"]),
        ("?skip=20", []),
        ("?colour=red", ["Lamp", "Chair", "Desk"]),
    ],
)
def test_skip_and_limit_select_items_and_have_defaults(client, query, names):
    response = client.get(f"/items/{query}")

    assert response.status_code == 200
    assert response.json() == [{"name": name} for name in names]


def test_both_wrong_values_are_reported_at_once(client):
    response = client.get("/items/?skip=few&limit=")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "int_parsing",
                "loc": ["query", name],
                "msg": "Input should be a valid integer, unable to parse string as an integer",
                "input": text,
            }
            for name, text in [("skip", "few"), ("limit", "")]
        ]
    }
