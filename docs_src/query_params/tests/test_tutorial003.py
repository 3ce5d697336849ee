import pytest


@pytest.mark.parametrize("text", ["1", "true", "True", "on", "YES"])
def test_words_for_true_leave_the_description_out(client, text):
    response = client.get(f"/items/foo?short={text}")

    assert response.status_code == 200
    assert response.json() == {"item_id": "foo"}


@pytest.mark.parametrize("query", ["", "?short=0", "?short=False", "?short=off", "?short=no"])
def test_the_description_is_sent_unless_short_is_true(client, query):
    assert client.get(f"/items/foo{query}").json().keys() == {"item_id", "description"}


def test_the_optional_parameter_is_used_when_given(client):
    assert client.get("/items/foo?q=oak&short=1").json() == {"item_id": "foo", "q": "oak"}


def test_what_is_neither_true_nor_false_is_refused(client):
    response = client.get("/items/foo?short=perhaps")

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "bool_parsing",
                "loc": ["query", "short"],
                "msg": "Input should be a valid boolean, unable to interpret input",
                "input": "perhaps",
            }
        ]
    }
