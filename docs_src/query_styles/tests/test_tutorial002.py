def test_keys_stand_in_brackets(client):
    query = "filter[colours]=red&filter[colours]=blue&filter[price][at_most]=9.5"

    assert client.get("/items/?" + query).json() == {
        "filter": {"colours": ["red", "blue"], "price": {"at_least": 0, "at_most": 9.5}}
    }


def test_the_object_may_be_left_out(client):
    assert client.get("/items/").json() == {"filter": None}


def test_an_error_names_the_key(client):
    response = client.get("/items/?filter[price][at_most]=cheap")

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["query", "filter", "price", "at_most"]
