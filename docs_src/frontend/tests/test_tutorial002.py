PAGE = {"Accept": "text/html"}


def test_files_of_the_folder_are_served(client):
    assert "<title>Shelves</title>" in client.get("/", headers=PAGE).text
    assert client.get("/assets/app.js").headers["content-type"].startswith("text/javascript")


def test_operations_come_first(client):
    assert client.get("/api/books").json() == [{"title": "Night Train to the Coast"}]


def test_an_unknown_address_gets_the_index_when_a_browser_opens_it(client):
    response = client.get("/shelves/7", headers=PAGE)

    assert response.status_code == 200
    assert "<title>Shelves</title>" in response.text


def test_a_program_that_asks_for_json_gets_404(client):
    response = client.get("/api/shelves", headers={"Accept": "application/json"})

    assert response.status_code == 404
    assert response.json() == {"detail": "Not Found"}


def test_other_methods_get_404(client):
    assert client.post("/shelves/7", headers=PAGE).status_code == 404
