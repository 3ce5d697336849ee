def test_the_application_has_its_own_state(client):
    assert client.get("/").json() == {"currency": "EUR", "opened_by": "shop"}


def test_the_mounted_application_has_what_its_lifespan_yields(client):
    assert client.get("/stock/lamp").json() == {"left": 3, "opened_by": "stock"}
    assert client.get("/stock/chair").json() == {"left": 0, "opened_by": "stock"}
