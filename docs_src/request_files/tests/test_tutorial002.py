TWO = [("files", ("oak.svg", b"<svg/>")), ("files", ("elm.svg", b"<svg></svg>"))]


def test_every_file_of_that_name_is_read(client):
    assert client.post("/files/", files=TWO).json() == {"file_sizes": [6, 11]}


def test_every_upload_knows_its_name(client):
    assert client.post("/uploadfiles/", files=TWO).json() == {"filenames": ["oak.svg", "elm.svg"]}


def test_at_least_one_file_is_required(client):
    assert client.post("/files/").status_code == 422


def test_the_page_has_a_form_for_each_operation(client):
    response = client.get("/")

    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert 'action="/files/"' in response.text
    assert 'action="/uploadfiles/"' in response.text
