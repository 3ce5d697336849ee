def test_the_function_is_called_with_the_converted_values(client):
    response = client.get("/explain/7?q=oak")

    assert response.status_code == 200
    assert response.json() == {
        "called_with": {"item_id": 7, "q": "oak"},
        "signature": ["item_id", "q"],
        "schema": [
            {"type": "integer", "minimum": 1, "title": "Item Id"},
            {"anyOf": [{"type": "string", "maxLength": 8}, {"type": "null"}], "title": "Q"},
        ],
    }


def test_the_errors_name_the_limits_of_the_schema(client):
    response = client.get("/explain/0?q=mahogany table")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "greater_than_equal",
                "loc": ["path", "item_id"],
                "msg": "Input should be greater than or equal to 1",
                "input": "0",
                "ctx": {"ge": 1},
            },
            {
                "type": "string_too_long",
                "loc": ["query", "q"],
                "msg": "String should have at most 8 characters",
                "input": "mahogany table",
                "ctx": {"max_length": 8},
            },
        ]
    }
