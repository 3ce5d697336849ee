import pytest


def test_the_file_is_sent_with_what_is_known_of_it(client, folder):
    response = client.get("/")

    content = (folder / "floor-plan.svg").read_bytes()
    assert response.status_code == 200
    assert response.content == content
    assert response.headers["content-type"] == "image/svg+xml"
    assert response.headers["content-length"] == str(len(content))
    assert {"last-modified", "etag"} <= set(response.headers)
    assert "content-disposition" not in response.headers


def test_a_part_of_the_file_can_be_asked_for(client):
    response = client.get("/", headers={"Range": "bytes=0-3"})

    assert response.status_code == 206
    assert response.content == b"<svg"


def test_a_file_that_is_not_there_is_an_error_of_the_server(client, folder):
    (folder / "floor-plan.svg").unlink()

    with pytest.raises(RuntimeError, match=r"floor-plan\.svg does not exist"):
        client.get("/")
