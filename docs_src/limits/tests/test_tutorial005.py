def add(client, picture, note):
    files = [("picture", ("me", *picture)), ("notes", ("first", *note))]
    return client.post("/posts/", files=files)


def test_a_picture_may_be_larger_than_a_note(client):
    response = add(client, (b"-" * 20_000, "image/webp"), (b"-" * 10_000, "text/plain"))

    assert response.json() == {"picture": 20_000, "notes": [10_000]}


def test_a_large_note_is_refused(client):
    response = add(client, (b"-", "image/webp"), (b"-" * 10_001, "text/plain"))

    assert response.status_code == 413
    assert response.json() == {"detail": "The file 'notes' is larger than 10000 bytes."}


def test_a_picture_is_no_note(client):
    response = add(client, (b"-", "image/webp"), (b"-", "image/webp"))

    assert response.status_code == 415
    assert response.json() == {
        "detail": "The file 'notes' is image/webp, and accepted is text/plain."
    }


def test_both_are_documented(client):
    document = client.get("/openapi.json").json()

    content = document["paths"]["/posts/"]["post"]["requestBody"]["content"]["multipart/form-data"]
    assert content["encoding"] == {
        "picture": {"contentType": "image/*"},
        "notes": {"contentType": "text/plain"},
    }
    fields = document["components"]["schemas"]["Body_add_post_posts__post"]["properties"]
    assert fields["picture"]["maxLength"] == 5_000_000
    assert fields["notes"]["items"]["maxLength"] == 10_000
