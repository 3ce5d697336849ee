def test_q_is_checked(client):
    assert client.get("/items/?q=oak").json()["q"] == "oak"
    assert client.get("/items/?q=ab").status_code == 422


def test_the_title_is_documented(app):
    (parameter,) = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert parameter["schema"]["title"] == "Search text"
