NEW = {"title": "Opening hours", "text": "Monday to Friday, 10 to 18"}


def test_a_page_is_changed_by_who_has_seen_it(client):
    seen = client.get("/pages/opening-hours").headers["etag"]
    response = client.put("/pages/opening-hours", json=NEW, headers={"If-Match": seen})

    assert (response.status_code, response.json()) == (200, NEW)
    assert response.headers["etag"] == client.get("/pages/opening-hours").headers["etag"] != seen


def test_who_has_seen_an_older_page_is_told_so(client):
    seen = client.get("/pages/opening-hours").headers["etag"]
    client.put("/pages/opening-hours", json=NEW, headers={"If-Match": seen})
    response = client.put("/pages/opening-hours", json=NEW, headers={"If-Match": seen})

    assert (response.status_code, response.json()) == (412, {"detail": "Precondition Failed"})


def test_a_change_without_a_condition_is_refused(client):
    response = client.put("/pages/opening-hours", json=NEW)

    assert (response.status_code, response.json()) == (428, {"detail": "Precondition Required"})


def test_a_new_page_is_made_only_where_none_is(client):
    new = {"If-None-Match": "*"}

    assert client.put("/pages/prices", json=NEW, headers=new).status_code == 200
    assert client.put("/pages/prices", json=NEW, headers=new).status_code == 412


def test_a_page_that_the_client_has_is_not_sent_again(client):
    seen = client.get("/pages/opening-hours").headers["etag"]

    assert client.get("/pages/opening-hours", headers={"If-None-Match": seen}).status_code == 304
    assert client.get("/pages/none").status_code == 404
