def test_one_parameter_holds_all_items(client):
    assert client.get("/items/?ids=1,2,3").json() == {"ids": [1, 2, 3]}
    assert client.get("/items/?ids=1%2C2%2C3").json() == {"ids": [1, 2, 3]}
    assert client.get("/items/?ids=").json() == {"ids": []}


def test_an_error_names_the_item(client):
    response = client.get("/items/?ids=1,two")

    assert response.status_code == 422
    assert response.json()["detail"] == [
        {
            "type": "int_parsing",
            "loc": ["query", "ids", 1],
            "msg": "Input should be a valid integer, unable to parse string as an integer",
            "input": "two",
        }
    ]
