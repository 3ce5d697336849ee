def test_q_is_checked(client):
    assert client.get("/items/?q=oak").json()["q"] == "oak"
    assert client.get("/items/?q=ab").status_code == 422


def test_title_and_description_are_documented(app):
    (parameter,) = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert parameter["schema"]["title"] == "Search text"
    assert parameter["description"] == "Words to look for in the names of the items"
