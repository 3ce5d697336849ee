def test_the_fixed_path_comes_first(client):
    assert client.get("/users/me").json() == {"user_id": "whoever is logged in"}


def test_any_other_path_is_a_user(client):
    assert client.get("/users/amina").json() == {"user_id": "amina"}
