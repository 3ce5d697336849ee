def test_the_router_refuses_what_is_not_declared(client):
    assert client.get("/v2/items/?limit=3").json() == {"limit": 3}
    assert client.get("/v2/items/?limt=3").status_code == 422


def test_other_operations_pass_it_over(client):
    assert client.get("/items/?limt=3").json() == {"limit": 10}
