import pytest


@pytest.mark.parametrize(
    ("url", "file_path"),
    [
        ("/files/notes.txt", "notes.txt"),
        ("/files/home/amina/notes.txt", "home/amina/notes.txt"),
        ("/files//home/amina/notes.txt", "/home/amina/notes.txt"),
    ],
)
def test_the_value_keeps_its_slashes(client, url, file_path):
    response = client.get(url)

    assert response.status_code == 200
    assert response.json() == {"file_path": file_path}


def test_the_documented_path_has_no_convertor(app):
    assert list(app.openapi()["paths"]) == ["/files/{file_path}"]
