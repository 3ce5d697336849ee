import re

import pytest

FILES = ["swagger-ui-bundle.js", "swagger-ui.css", "redoc.standalone.js"]


@pytest.mark.parametrize("path, title", [("/docs", "Swagger UI"), ("/redoc", "ReDoc")])
def test_a_page_asks_no_other_host(client, path, title):
    page = client.get(path)

    assert page.status_code == 200
    assert f"<title>Etude - {title}</title>" in page.text
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page.text)


def test_all_files_that_the_pages_load_are_served_from_the_folder(client, folder):
    for name in FILES:
        (folder / "static" / name).write_text("content of " + name)

    pages = client.get("/docs").text + client.get("/redoc").text
    addresses = re.findall(r'(?:src|href)="(/[^"]+)"', pages)

    assert sorted(addresses) == sorted(f"/static/{name}" for name in FILES)
    for address in addresses:
        assert client.get(address).text == "content of " + address.rpartition("/")[2]


def test_a_file_that_was_not_copied_is_not_found(client):
    assert client.get("/static/swagger-ui.css").status_code == 404


def test_the_page_for_oauth2_is_served(client):
    assert client.get("/docs/oauth2-redirect").status_code == 200
