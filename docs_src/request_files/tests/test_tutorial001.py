def test_the_bytes_of_a_file_are_read(client):
    response = client.post("/files/", files={"file": ("oak.svg", b"<svg/>")})

    assert response.status_code == 200
    assert response.json() == {"file_size": 6}


def test_an_upload_knows_the_name_of_its_file(client):
    response = client.post("/uploadfile/", files={"file": ("oak.svg", b"<svg/>")})

    assert response.json() == {"filename": "oak.svg"}


def test_a_file_is_required(client):
    for path in ("/files/", "/uploadfile/"):
        response = client.post(path)

        assert response.status_code == 422
        assert response.json()["detail"][0]["loc"] == ["body", "file"]


def test_the_document_says_that_the_form_comes_in_parts(app):
    content = app.openapi()["paths"]["/files/"]["post"]["requestBody"]["content"]

    assert list(content) == ["multipart/form-data"]
