def change(client, content, media_type):
    files = {"picture": ("me", content, media_type)}
    return client.post("/profile/", data={"name": "Ada"}, files=files)


def test_a_small_picture_is_taken(client):
    assert change(client, b"pixels", "image/png").json() == {"name": "Ada", "picture": 6}


def test_a_large_picture_is_refused(client):
    response = change(client, b"-" * 100_001, "image/png")

    assert response.status_code == 413
    assert response.json() == {"detail": "The file 'picture' is larger than 100000 bytes."}


def test_what_is_no_picture_is_refused(client):
    response = change(client, b"#!/bin/sh", "text/x-shellscript")

    assert response.status_code == 415
    assert response.json() == {
        "detail": "The file 'picture' is text/x-shellscript, "
        "and accepted is image/png, image/jpeg."
    }


def test_only_some_files_at_once(client):
    files = [("files", (f"{number}.txt", b"-", "text/plain")) for number in range(6)]

    assert client.post("/documents/", files=files[:5]).status_code == 200
    assert client.post("/documents/", files=files).json() == {
        "detail": "Too many files. Maximum number of files is 5."
    }
