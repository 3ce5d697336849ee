def test_a_rate_is_looked_up_once(client, module):
    first, second = client.get("/prices/100?currency=sek"), client.get("/prices/200?currency=sek")

    assert first.json() == {"currency": "sek", "cents": 1120}
    assert second.json() == {"currency": "sek", "cents": 2240}
    assert module.lookups == ["sek"]


def test_each_currency_has_a_rate_of_its_own(client, module):
    client.get("/prices/100?currency=sek")

    assert client.get("/prices/100").json() == {"currency": "eur", "cents": 100}
    assert module.lookups == ["sek", "eur"]


def test_a_rate_that_changes_is_looked_up_again(client, module):
    client.get("/prices/100?currency=sek")
    client.put("/rates/sek?rate=12")

    assert client.get("/prices/100?currency=sek").json() == {"currency": "sek", "cents": 1200}
    assert module.lookups == ["sek", "sek"]


def test_a_currency_without_a_rate_is_not_found(client, module):
    response = client.get("/prices/100?currency=dkk")

    assert response.status_code == 404
    assert response.json() == {"detail": "Currency not found"}
    assert module.lookups == []
