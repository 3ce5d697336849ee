import pytest

ADDRESSES = [
    "/items/stream",
    "/items/stream-no-async",
    "/items/stream-no-annotation",
    "/items/stream-no-async-no-annotation",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_item_is_one_line_of_json(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/jsonl"
    assert "content-length" not in response.headers
    assert response.text == (
        '{"name":"Lamp","description":"With a linen shade"}\n'
        '{"name":"Chair","description":null}\n'
        '{"name":"Desk","description":"Three drawers"}\n'
    )


@pytest.mark.parametrize("address", ADDRESSES[:2])
def test_the_document_knows_the_items_from_the_annotation(app, address):
    content = app.openapi()["paths"][address]["get"]["responses"]["200"]["content"]

    assert content == {
        "application/jsonl": {
            "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}
        }
    }


@pytest.mark.parametrize("address", ADDRESSES[:2])
def test_fields_that_the_annotation_lacks_are_not_sent(client, module, address):
    class Priced(module.Item):
        purchase_price: float

    module.items[:] = [Priced(name="Lamp", description=None, purchase_price=12.5)]

    assert client.get(address).text == '{"name":"Lamp","description":null}\n'


def test_an_item_that_does_not_fit_ends_the_stream(client, module):
    module.items[1] = {"description": "An item without a name"}

    with pytest.raises(Exception, match="name"):
        client.get("/items/stream")
