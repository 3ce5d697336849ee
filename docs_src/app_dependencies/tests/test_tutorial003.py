import asyncio


def test_operations_use_the_database(client):
    assert client.get("/orders/").json() == ["chair", "lamp"]


def test_the_command_uses_it_without_a_server(module, capsys):
    asyncio.run(module.export())

    assert capsys.readouterr().out == "chair, lamp\n"


def test_the_command_closes_it(module, monkeypatch):
    closed = []

    async def close(database):
        closed.append(database.orders)

    monkeypatch.setattr(module.Database, "close", close)
    asyncio.run(module.export())

    assert closed == [["lamp", "chair"]]
