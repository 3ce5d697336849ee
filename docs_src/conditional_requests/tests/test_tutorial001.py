import pytest


def test_the_recipe_comes_with_its_entity_tag(client):
    response = client.get("/recipes/bread")

    assert (response.status_code, response.json()["version"]) == (200, 3)
    assert response.headers["etag"] == '"v3"'


@pytest.mark.parametrize("known", ['"v3"', 'W/"v3"', '"v2", "v3"', "*"])
def test_who_has_this_version_gets_no_body(client, known):
    response = client.get("/recipes/bread", headers={"If-None-Match": known})

    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["etag"] == '"v3"'


def test_who_has_another_version_gets_this_one(client):
    assert client.get("/recipes/bread", headers={"If-None-Match": '"v2"'}).status_code == 200


def test_a_recipe_that_is_not_there_is_not_found(client):
    assert client.get("/recipes/soup", headers={"If-None-Match": "*"}).status_code == 404
