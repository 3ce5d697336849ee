from etude.testclient import TestClient


def test_lifespan_tasks_and_requests_share_one_journal(app, capsys):
    with TestClient(app) as client:
        assert client.post("/orders/lamp").json() == {"ordered": "lamp"}
        assert client.get("/journal").json() == ["The shop opens", "Ordered: lamp"]
        assert capsys.readouterr().out == ""

    assert capsys.readouterr().out == "The shop opens\nOrdered: lamp\nThe shop closes\n"
