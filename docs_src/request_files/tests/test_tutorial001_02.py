def test_without_a_file_the_default_applies(client):
    assert client.post("/files/").json() == {"message": "No file sent"}
    assert client.post("/uploadfile/").json() == {"message": "No upload file sent"}


def test_a_file_that_is_sent_is_read(client):
    file = {"file": ("oak.svg", b"<svg/>")}

    assert client.post("/files/", files=file).json() == {"file_size": 6}
    assert client.post("/uploadfile/", files=file).json() == {"filename": "oak.svg"}
