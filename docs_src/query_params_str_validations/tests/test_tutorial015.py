def test_a_valid_id_finds_its_item(client):
    response = client.get("/items/?id=isbn-0001")

    assert response.status_code == 200
    assert response.json() == {"id": "isbn-0001", "name": "A Harbour in Winter"}


def test_a_valid_id_need_not_be_known(client):
    assert client.get("/items/?id=imdb-9").json() == {"id": "imdb-9", "name": None}


def test_without_id_one_of_the_items_is_chosen(client, module):
    answer = client.get("/items/").json()

    assert module.library[answer["id"]] == answer["name"]


def test_any_other_id_is_refused_in_the_words_of_the_check(client):
    response = client.get("/items/?id=wrong-0001")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "value_error",
                "loc": ["query", "id"],
                "msg": "Value error, an id starts with 'isbn-' or 'imdb-'",
                "input": "wrong-0001",
                "ctx": {"error": {}},
            }
        ]
    }
