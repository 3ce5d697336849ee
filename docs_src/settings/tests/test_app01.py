def test_the_settings_come_from_their_own_module(client, module):
    assert module.settings.__class__.__module__.endswith(".config")
    assert client.get("/info").json() == {
        "app_name": "Awesome API",
        "admin_email": "harbour@example.com",
        "items_per_user": 50,
    }


def test_the_settings_are_read_once(client, monkeypatch):
    monkeypatch.setenv("APP_NAME", "Harbour API")

    assert client.get("/info").json()["app_name"] == "Awesome API"
