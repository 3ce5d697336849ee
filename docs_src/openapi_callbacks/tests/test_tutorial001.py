PATH = "{$callback_url}/invoices/{$request.body.id}"
INVOICE = {"id": "2expen51ve", "customer": "Mr. Rich", "total": 9999}


def test_an_invoice_is_received(client):
    response = client.post(
        "/invoices/", json=INVOICE, params={"callback_url": "https://client.example.com"}
    )

    assert response.status_code == 200
    assert response.json() == {"msg": "Invoice received"}


def test_the_address_is_optional_but_checked(client):
    assert client.post("/invoices/", json=INVOICE).status_code == 200

    response = client.post("/invoices/", json=INVOICE, params={"callback_url": "client"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["query", "callback_url"]


def test_the_callback_is_documented_with_its_operation(app):
    (callback,) = app.openapi()["paths"]["/invoices/"]["post"]["callbacks"].values()

    assert list(callback) == [PATH]
    operation = callback[PATH]["post"]
    assert operation["requestBody"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/InvoiceEvent"
    }
    assert operation["responses"]["200"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/InvoiceEventReceived"
    }
    assert "parameters" not in operation


def test_the_callback_is_not_served(client, app):
    assert list(app.openapi()["paths"]) == ["/invoices/"]
    assert client.post(f"/{PATH}", json={"description": "x", "paid": True}).status_code == 404
