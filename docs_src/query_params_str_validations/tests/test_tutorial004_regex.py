def test_the_old_keyword_is_still_checked(client):
    assert client.get("/items/?q=fixedquery").json()["q"] == "fixedquery"

    response = client.get("/items/?q=fixedqueries")

    assert response.status_code == 422
    assert response.json()["detail"][0]["type"] == "string_pattern_mismatch"


def test_the_old_keyword_is_documented_as_a_pattern(app):
    (parameter,) = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert parameter["schema"]["anyOf"][0]["pattern"] == "^fixedquery$"
