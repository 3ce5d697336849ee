from etude.testclient import TestClient


def test_the_handler_writes_a_line_at_the_end(app, folder):
    with TestClient(app) as client:
        assert client.get("/items/").json() == [{"name": "Desk lamp"}]
        assert not (folder / "log.txt").exists()

    assert (folder / "log.txt").read_text(encoding="utf-8") == "Application shutdown\n"


def test_each_stop_writes_a_line(app, folder):
    for _ in range(2):
        with TestClient(app):
            pass

    log = (folder / "log.txt").read_text(encoding="utf-8")
    assert log == "Application shutdown\nApplication shutdown\n"
