from etude.testclient import TestClient


def test_all_requests_share_what_was_loaded_at_start(client, module, monkeypatch):
    monkeypatch.delattr(module.Catalogue, "load")

    assert client.get("/prices/lamp").json() == {"name": "lamp", "price": 39.0}
    assert client.get("/prices/chair").json() == {"name": "chair", "price": 85.5}


def test_it_is_closed_when_the_application_stops(app, module, monkeypatch):
    closed = []
    close = module.Catalogue.close

    async def close_and_note(catalogue):
        closed.append(dict(catalogue.prices))
        await close(catalogue)

    monkeypatch.setattr(module.Catalogue, "close", close_and_note)
    with TestClient(app) as client:
        client.get("/prices/lamp")
        assert closed == []

    assert closed == [{"lamp": 39.0, "chair": 85.5}]


def test_it_can_be_overridden(app, module):
    def get_small_catalogue():
        catalogue = module.Catalogue()
        catalogue.prices = {"desk": 120.0}
        return catalogue

    app.dependency_overrides[module.get_catalogue] = get_small_catalogue
    with TestClient(app) as client:
        assert client.get("/prices/desk").json() == {"name": "desk", "price": 120.0}
