def test_the_page_opens_the_stream(client):
    response = client.get("/")

    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert 'new EventSource("/items/stream")' in response.text


def test_the_events_have_the_names_that_the_page_listens_to(client):
    page, events = client.get("/").text, client.get("/items/stream").text

    for name in ("item", "end"):
        assert f'addEventListener("{name}"' in page
        assert f"event: {name}\n" in events


def test_the_last_event_has_empty_data_so_that_the_browser_delivers_it(client):
    assert client.get("/items/stream").text == (
        'event: item\ndata: {"name":"Lamp"}\n\n'
        'event: item\ndata: {"name":"Chair"}\n\n'
        'event: item\ndata: {"name":"Desk"}\n\n'
        "event: end\ndata: \n\n"
    )
