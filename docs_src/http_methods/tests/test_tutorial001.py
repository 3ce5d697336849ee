def test_head_answers_what_get_does_without_the_body(client):
    get, head = client.get("/photos/harbour"), client.head("/photos/harbour")

    assert (head.status_code, head.headers, head.content) == (200, get.headers, b"")
    assert head.headers["content-length"] == str(len(get.content))
    assert client.head("/photos/none").status_code == 404


def test_options_lists_the_methods_of_the_path(client):
    response = client.options("/photos/harbour")

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["allow"] == "DELETE, GET, HEAD, OPTIONS"


def test_another_method_is_refused_with_the_same_list(client):
    response = client.put("/photos/harbour")

    assert (response.status_code, response.json()) == (405, {"detail": "Method Not Allowed"})
    assert response.headers["allow"] == "DELETE, GET, HEAD, OPTIONS"


def test_a_photo_can_be_deleted(client):
    assert client.delete("/photos/harbour").status_code == 204
    assert client.get("/photos/harbour").status_code == 404
