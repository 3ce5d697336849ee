def test_path_and_query_parameters_are_told_apart_by_their_names(client):
    response = client.get("/users/7/items/foo?short=yes&q=oak")

    assert response.status_code == 200
    assert response.json() == {"item_id": "foo", "owner_id": 7, "q": "oak"}


def test_the_description_is_sent_unless_short_is_true(client):
    answer = client.get("/users/7/items/foo").json()

    assert answer.keys() == {"item_id", "owner_id", "description"}


def test_errors_in_path_and_query_are_reported_together(client):
    response = client.get("/users/amina/items/foo?short=perhaps")

    assert response.status_code == 422
    assert [error["loc"] for error in response.json()["detail"]] == [
        ["path", "user_id"],
        ["query", "short"],
    ]
