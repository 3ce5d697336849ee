PAGE = {"Accept": "text/html"}


def test_files_of_the_folder_are_served(client):
    assert "<title>Shelves</title>" in client.get("/", headers=PAGE).text
    assert client.get("/assets/app.js").headers["content-type"].startswith("text/javascript")


def test_operations_come_first(client):
    assert client.get("/api/books").json() == [{"title": "Night Train to the Coast"}]


def test_an_unknown_address_gets_the_page_404_if_there_is_one(client):
    response = client.get("/shelves/7", headers=PAGE)

    assert response.status_code == 404
    assert "There is no such shelf" in response.text


def test_without_that_page_it_gets_the_index(client, folder):
    (folder / "dist" / "404.html").unlink()

    response = client.get("/shelves/7", headers=PAGE)

    assert response.status_code == 200
    assert "<title>Shelves</title>" in response.text


def test_files_are_not_in_the_document(app):
    assert list(app.openapi()["paths"]) == ["/api/books"]
