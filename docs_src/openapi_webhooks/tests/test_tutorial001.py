def test_the_webhook_is_documented(app):
    document = app.openapi()

    assert list(document["webhooks"]) == ["new-subscription"]
    operation = document["webhooks"]["new-subscription"]["post"]
    assert operation["requestBody"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/Subscription"
    }
    assert operation["description"].startswith("When a user subscribes, this API sends you")


def test_the_webhook_is_not_served(client, app):
    assert list(app.openapi()["paths"]) == ["/users/"]
    assert client.post("/new-subscription", json={}).status_code == 404


def test_the_operation_answers(client):
    assert client.get("/users/").json() == ["Amina", "Rick"]
