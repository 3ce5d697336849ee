import pytest


@pytest.mark.parametrize("path", ["/items/", "/users/"])
@pytest.mark.parametrize(
    ("query", "commons"),
    [
        ("", {"q": None, "skip": 0, "limit": 100}),
        ("?q=oak&skip=5", {"q": "oak", "skip": 5, "limit": 100}),
        ("?q=oak&skip=5&limit=30", {"q": "oak", "skip": 5, "limit": 30}),
    ],
)
def test_items_and_users_share_three_parameters(client, path, query, commons):
    response = client.get(path + query)

    assert response.status_code == 200
    assert response.json() == commons


@pytest.mark.parametrize("path", ["/items/", "/users/"])
def test_a_wrong_value_is_reported_as_if_the_operation_had_declared_it(client, path):
    response = client.get(f"{path}?skip=few")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "int_parsing",
                "loc": ["query", "skip"],
                "msg": "Input should be a valid integer, unable to parse string as an integer",
                "input": "few",
            }
        ]
    }


@pytest.mark.parametrize("path", ["/items/", "/users/"])
def test_the_document_shows_the_parameters_of_the_dependency(app, path):
    parameters = app.openapi()["paths"][path]["get"]["parameters"]

    assert [each["name"] for each in parameters] == ["q", "skip", "limit"]
    assert {each["in"] for each in parameters} == {"query"}
