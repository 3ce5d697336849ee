PAGE = {"Accept": "text/html"}


def test_files_of_the_folder_are_served(client):
    assert "<title>Shelves</title>" in client.get("/", headers=PAGE).text
    assert client.get("/assets/app.js").headers["content-type"].startswith("text/javascript")


def test_operations_come_first(client):
    assert client.get("/api/books").json() == [{"title": "Night Train to the Coast"}]


def test_an_unknown_address_gets_the_page_and_the_status_404(client):
    response = client.get("/shelves/7", headers=PAGE)

    assert response.status_code == 404
    assert "There is no such shelf" in response.text
