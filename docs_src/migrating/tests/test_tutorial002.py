def test_without_a_setting_it_is_etude(client):
    assert client.get("/which").json() == {"framework": "Etude"}
