import pytest

from etude import Etude
from etude.testclient import TestClient


@pytest.mark.parametrize("name", ["app", "partner_app"])
def test_both_apps_document_the_webhook_under_its_name(module, name):
    document = getattr(module, name).openapi()

    assert list(document["webhooks"]) == ["subscription-ended"]
    operation = document["webhooks"]["subscription-ended"]["post"]
    assert operation["tags"] == ["subscriptions"]
    assert operation["description"] == "Sent when a user has unsubscribed."


@pytest.mark.parametrize("name", ["app", "partner_app"])
def test_both_apps_answer(module, name):
    client = TestClient(getattr(module, name))

    assert client.get("/users/").json() == ["Amina", "Rick"]
    assert client.post("/subscription-ended", json={}).status_code == 404


def test_a_prefix_is_put_before_the_name_as_it_is(module):
    app = Etude()
    app.webhooks.include_router(module.subscription_events, prefix="/shop")

    assert list(app.openapi()["webhooks"]) == ["/shopsubscription-ended"]
