import pytest

ADDRESSES = [
    "/items/stream",
    "/items/stream-no-async",
    "/items/stream-no-annotation",
    "/items/stream-no-async-no-annotation",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_item_is_the_data_of_one_event(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.text == (
        'data: {"name":"Lamp","description":"With a linen shade"}\n\n'
        'data: {"name":"Chair","description":null}\n\n'
        'data: {"name":"Desk","description":"Three drawers"}\n\n'
    )


def test_nothing_on_the_way_keeps_the_events(client):
    headers = client.get("/items/stream").headers

    assert headers["cache-control"] == "no-cache"
    assert headers["x-accel-buffering"] == "no"


def test_the_document_knows_the_data_from_the_annotation(app):
    paths = app.openapi()["paths"]
    media_types = [
        paths[address]["get"]["responses"]["200"]["content"]["text/event-stream"]
        for address in ADDRESSES
    ]
    data = [media_type["schema"]["items"]["properties"]["data"] for media_type in media_types]

    assert data[0] == data[1]
    assert data[0]["contentSchema"] == {"$ref": "#/components/schemas/Item"}
    assert data[2:] == [{"type": "string"}, {"type": "string"}]
