FILES = {"file": ("oak.svg", b"<svg/>"), "fileb": ("elm.txt", b"elm", "text/plain")}


def test_files_and_fields_come_in_one_form(client):
    response = client.post("/files/", files=FILES, data={"token": "t-17"})

    assert response.status_code == 200
    assert response.json() == {
        "file_size": 6,
        "token": "t-17",
        "fileb_content_type": "text/plain",
    }


def test_what_is_missing_is_named_all_at_once(client):
    response = client.post("/files/")

    assert response.status_code == 422
    assert [error["loc"][1] for error in response.json()["detail"]] == ["file", "fileb", "token"]
