import pytest


@pytest.mark.parametrize("path", ["/items/model", "/items/filtered", "/items/bytes"])
def test_all_three_lists_are_the_same_1000_items(client, path):
    response = client.get(path)

    assert response.headers["content-type"] == "application/json"
    assert response.json() == [{"number": n, "name": f"Screw {n}"} for n in range(1000)]


def test_the_supplier_is_no_part_of_the_answer(client, module):
    assert module.stock_items()[0].supplier == "North Mill"
    assert b"North Mill" not in client.get("/items/filtered").content


def test_the_bytes_are_made_once(client, module):
    client.get("/items/bytes")
    client.get("/items/bytes")

    assert module.encoded_items.cache_info().misses == 1
