def test_the_deprecated_parameter_still_works(client):
    response = client.get("/items/?item-query=fixedquery")

    assert response.status_code == 200
    assert response.json() == {
        "items": [{"name": "Lamp"}, {"name": "Chair"}],
        "q": "fixedquery",
    }


def test_any_other_value_is_refused_under_the_alias(client):
    response = client.get("/items/?item-query=nonregexquery")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "string_pattern_mismatch",
                "loc": ["query", "item-query"],
                "msg": "String should match pattern '^fixedquery$'",
                "input": "nonregexquery",
                "ctx": {"pattern": "^fixedquery$"},
            }
        ]
    }


def test_the_parameter_is_documented_as_deprecated(app):
    (parameter,) = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert parameter["deprecated"] is True
