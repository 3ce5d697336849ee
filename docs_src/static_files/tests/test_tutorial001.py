def test_a_file_of_the_folder_is_served(client):
    response = client.get("/static/styles.css")

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert response.text == "h1 { color: darkslateblue; }\n"


def test_a_file_that_is_not_there_is_not_found(client):
    assert client.get("/static/other.css").status_code == 404


def test_nothing_outside_of_the_folder_is_served(client):
    assert client.get("/static/%2e%2e/tutorial001.py").status_code == 404


def test_files_are_not_in_the_document(app):
    assert app.openapi()["paths"] == {}
