import pytest
from etude.testclient import TestClient
from sqlalchemy import event


@pytest.fixture
def client(database, module, client):
    return client


def balances(module):
    with module.Session(module.engine) as session:
        accounts = session.exec(module.select(module.Account))
        return {account.name: account.balance for account in accounts}


def transfer(client, **changes):
    return client.post(
        "/transfers/", json={"source": "travel", "target": "books", "amount": 120, **changes}
    )


def test_a_transfer_changes_both_accounts(client, module):
    response = transfer(client)

    assert response.status_code == 200
    assert response.json() == {"source_balance": 380, "target_balance": 200}
    assert balances(module) == {"travel": 380, "books": 200}


def test_an_error_after_the_first_change_undoes_it(client, module):
    response = transfer(client, target="garden")

    assert response.status_code == 404
    assert response.json() == {"detail": "Account not found: garden"}
    assert balances(module) == {"travel": 500, "books": 80}


def test_an_account_is_never_overdrawn(client, module):
    response = transfer(client, amount=501)

    assert response.status_code == 409
    assert response.json() == {"detail": "Not enough money: travel"}
    assert balances(module) == {"travel": 500, "books": 80}


def test_an_amount_is_more_than_nothing(client):
    response = transfer(client, amount=0)

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "amount"]


def test_a_commit_that_fails_is_no_success_for_the_client(client, module):
    @event.listens_for(module.engine, "commit")
    def fail(connection):
        raise RuntimeError("the disk is full")

    response = transfer(TestClient(module.app, raise_server_exceptions=False))

    assert response.status_code == 500
    event.remove(module.engine, "commit", fail)
    assert balances(module) == {"travel": 500, "books": 80}


def test_the_accounts_are_laid_out_only_once(client, module):
    transfer(client)

    with TestClient(module.app):
        assert balances(module) == {"travel": 380, "books": 200}
