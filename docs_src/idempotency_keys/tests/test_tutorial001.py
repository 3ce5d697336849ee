ORDER = {"order": "A-17", "cents": 4200}


def pay(client, key, payment=ORDER, shop="north"):
    headers = {"Idempotency-Key": key, "X-Shop": shop}
    return client.post("/payments/", json=payment, headers=headers)


def test_the_second_request_with_a_key_gets_the_first_answer(client, module):
    first, second = pay(client, "key-1"), pay(client, "key-1")

    assert first.status_code == second.status_code == 201
    assert first.json() == second.json() == {"number": 1, "order": "A-17"}
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"
    assert len(module.payments) == 1


def test_another_key_and_no_key_pay_again(client, module):
    pay(client, "key-1")
    pay(client, "key-2")
    client.post("/payments/", json=ORDER)

    assert len(module.payments) == 3


def test_the_same_key_of_another_shop_is_another_key(client):
    assert pay(client, "key-1").json()["number"] == 1
    assert pay(client, "key-1", shop="south").json()["number"] == 2


def test_a_key_stands_for_one_payment(client, module):
    pay(client, "key-1")
    response = pay(client, "key-1", {"order": "A-18", "cents": 1})

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert len(module.payments) == 1
