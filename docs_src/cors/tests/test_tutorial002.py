BRANCH = "https://lisbon.shop.example.com"


def ask(client, **headers):
    asked = {"Origin": BRANCH, "Access-Control-Request-Method": "PUT", **headers}
    return client.options("/", headers=asked)


def test_an_origin_that_matches_is_allowed(client):
    response = ask(client)

    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == BRANCH
    assert response.headers["access-control-max-age"] == "3600"


def test_an_origin_that_only_begins_like_one_is_not(client):
    assert ask(client, Origin=f"{BRANCH}.evil.example.org").status_code == 400


def test_a_method_that_is_not_listed_is_refused(client):
    response = ask(client, **{"Access-Control-Request-Method": "DELETE"})

    assert response.status_code == 400
    assert response.text == "Disallowed CORS method"


def test_a_header_that_is_not_listed_is_refused(client):
    assert ask(client, **{"Access-Control-Request-Headers": "X-Basket"}).status_code == 200
    assert ask(client, **{"Access-Control-Request-Headers": "X-Other"}).status_code == 400


def test_scripts_may_read_the_exposed_header(client):
    response = client.get("/", headers={"Origin": BRANCH})

    assert response.headers["access-control-expose-headers"] == "X-Total"
