CHANGED = "Mon, 04 May 2026 12:30:00 GMT"


def test_the_timetable_says_when_it_changed(client):
    response = client.get("/timetable")

    assert response.json()["line"] == "7"
    assert response.headers["last-modified"] == CHANGED


def test_it_is_not_sent_again_before_it_changes(client):
    response = client.get("/timetable", headers={"If-Modified-Since": CHANGED})

    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["cache-control"] == "max-age=60"


def test_it_is_sent_after_it_changed(client):
    earlier = {"If-Modified-Since": "Mon, 04 May 2026 12:29:59 GMT"}

    assert client.get("/timetable", headers=earlier).status_code == 200
