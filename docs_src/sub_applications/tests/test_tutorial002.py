import pytest


def test_both_versions_answer(client):
    assert client.get("/v1/items/").json() == ["Fern", "Sage"]
    assert client.get("/v2/items/").json() == [
        {"name": "Fern", "height": 40},
        {"name": "Sage", "height": 25},
    ]


@pytest.mark.parametrize(("path", "version"), [("/v1", "1.4.0"), ("/v2", "2.0.0")])
def test_each_version_has_its_own_docs(client, path, version):
    document = client.get(f"{path}/openapi.json").json()

    assert document["info"] == {"title": "Plants", "version": version}
    assert document["servers"] == [{"url": path}]
    assert client.get(f"{path}/docs").status_code == 200


def test_the_app_around_them_has_no_docs(client):
    assert client.get("/docs").status_code == 404
    assert client.get("/items/").status_code == 404
