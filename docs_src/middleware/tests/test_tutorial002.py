def test_what_is_added_last_is_outermost(client):
    assert client.get("/").headers["x-order"] == "outer,inner"
