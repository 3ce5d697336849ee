def test_a_transfer_that_is_covered_is_made(client):
    response = client.post("/transfers/", json={"account": "savings", "amount": 20})

    assert response.status_code == 200
    assert response.json() == {"account": "savings", "balance": 10}


def test_the_problem_has_its_own_type_and_members(client):
    response = client.post("/transfers/", json={"account": "savings", "amount": 50})

    assert response.status_code == 403
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "type": "https://bank.example.com/problems/out-of-credit",
        "title": "You do not have enough credit.",
        "status": 403,
        "detail": "The balance is 30, and the transfer costs 50.",
        "instance": "/transfers/",
        "balance": 30,
        "accounts": ["/accounts/savings", "/accounts/holidays"],
    }


def test_other_errors_stay_as_they_are(client):
    response = client.post("/transfers/", json={})

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/json"
    assert {error["type"] for error in response.json()["detail"]} == {"missing"}
