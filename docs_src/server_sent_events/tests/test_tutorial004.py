def test_a_first_connection_gets_everything(client):
    assert client.get("/items/stream").text == (
        'data: {"name":"Lamp","price":45.5}\nid: 1\n\n'
        'data: {"name":"Chair","price":80.0}\nid: 2\n\n'
        'data: {"name":"Desk","price":120.0}\nid: 3\n\n'
    )


def test_a_client_that_comes_back_gets_what_it_missed(client):
    response = client.get("/items/stream", headers={"Last-Event-ID": "2"})

    assert response.text == 'data: {"name":"Desk","price":120.0}\nid: 3\n\n'


def test_a_client_that_missed_nothing_gets_nothing(client):
    response = client.get("/items/stream", headers={"Last-Event-ID": "3"})

    assert response.status_code == 200
    assert response.text == ""


def test_an_id_that_is_no_number_is_refused_before_the_stream_begins(client):
    response = client.get("/items/stream", headers={"Last-Event-ID": "last"})

    assert response.status_code == 422
    assert response.json()["detail"] == [
        {
            "type": "int_parsing",
            "loc": ["header", "last-event-id"],
            "msg": "Input should be a valid integer, unable to parse string as an integer",
            "input": "last",
        }
    ]
