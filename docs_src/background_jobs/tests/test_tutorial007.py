import pytest

KEY = {"Idempotency-Key": "order-A17-first"}
PAYMENT = {"order": "A-17", "cents": 4200}


def test_the_second_call_gives_the_stored_answer(client, module):
    first = client.post("/payments/", json=PAYMENT, headers=KEY)
    second = client.post("/payments/", json=PAYMENT, headers=KEY)

    assert first.status_code == second.status_code == 201
    assert first.json() == second.json() == {"order": "A-17", "number": 1}
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert next(module.numbers) == 2


def test_a_key_belongs_to_one_payment(client, module):
    client.post("/payments/", json=PAYMENT, headers=KEY)
    response = client.post("/payments/", json={**PAYMENT, "cents": 1}, headers=KEY)

    assert response.status_code == 422
    assert response.json() == {"detail": "This key belongs to another payment"}
    assert next(module.numbers) == 2


def test_while_the_first_call_runs_the_second_is_refused(client, module, monkeypatch):
    def pay_and_ask_again(payment):
        inner.append(client.post("/payments/", json=PAYMENT, headers=KEY))
        return module.Receipt(order=payment.order, number=1)

    inner = []
    monkeypatch.setattr(module, "pay", pay_and_ask_again)
    outer = client.post("/payments/", json=PAYMENT, headers=KEY)

    assert outer.status_code == 201
    assert inner[0].status_code == 409
    assert inner[0].json() == {"detail": "The first request is not finished"}


def test_without_a_key_each_call_pays(client, module):
    client.post("/payments/", json=PAYMENT)
    client.post("/payments/", json=PAYMENT)

    assert next(module.numbers) == 3


@pytest.mark.parametrize("key", ["short", "x" * 65])
def test_a_key_has_8_to_64_characters(client, key):
    response = client.post("/payments/", json=PAYMENT, headers={"Idempotency-Key": key})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["header", "idempotency-key"]
