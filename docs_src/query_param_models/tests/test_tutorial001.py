def test_every_field_has_its_default(client):
    assert client.get("/items/").json() == {
        "limit": 100,
        "offset": 0,
        "order_by": "created_at",
        "tags": [],
    }


def test_each_field_is_a_query_parameter(client):
    response = client.get("/items/?limit=10&offset=20&order_by=updated_at&tags=oak&tags=elm")

    assert response.json() == {
        "limit": 10,
        "offset": 20,
        "order_by": "updated_at",
        "tags": ["oak", "elm"],
    }


def test_the_checks_of_the_model_hold(client):
    response = client.get("/items/?limit=0&order_by=name")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "greater_than",
                "loc": ["query", "limit"],
                "msg": "Input should be greater than 0",
                "input": "0",
                "ctx": {"gt": 0},
            },
            {
                "type": "literal_error",
                "loc": ["query", "order_by"],
                "msg": "Input should be 'created_at' or 'updated_at'",
                "input": "name",
                "ctx": {"expected": "'created_at' or 'updated_at'"},
            },
        ]
    }


def test_unknown_names_are_ignored(client):
    assert client.get("/items/?color=red").status_code == 200


def test_the_document_lists_the_fields_as_parameters(app):
    parameters = app.openapi()["paths"]["/items/"]["get"]["parameters"]

    assert [(each["in"], each["name"]) for each in parameters] == [
        ("query", "limit"),
        ("query", "offset"),
        ("query", "order_by"),
        ("query", "tags"),
    ]
