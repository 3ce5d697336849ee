import pytest


def test_both_connections_are_open_in_the_operation(client):
    response = client.get("/pair")

    assert response.status_code == 200
    assert response.json() == {"open": ["stock", "prices"]}


def test_the_last_one_opened_is_closed_first(client, capsys):
    client.get("/pair")

    assert capsys.readouterr().out.splitlines() == [
        "stock opened",
        "prices opened",
        "prices closed",
        "stock closed",
    ]


def test_what_was_opened_is_closed_when_the_next_one_fails(module, client, capsys, monkeypatch):
    async def fail(connection):
        if connection.name == "prices":
            raise ConnectionError("prices are away")
        return connection

    monkeypatch.setattr(module.Connection, "__aenter__", fail)
    with pytest.raises(ConnectionError, match="prices are away"):
        client.get("/pair")

    assert capsys.readouterr().out == "stock closed\n"
