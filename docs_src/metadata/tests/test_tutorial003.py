def test_one_page_has_moved_and_the_other_is_gone(client):
    assert client.get("/documentation").status_code == 200
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404
