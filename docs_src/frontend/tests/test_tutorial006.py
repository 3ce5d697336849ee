import shutil

from etude.testclient import TestClient

from ..._loading import load

PAGE = {"Accept": "text/html"}


def test_the_folder_may_be_built_after_the_start(form, folder):
    shutil.move(str(folder / "dist"), str(folder / "built"))
    client = TestClient(load(*form).app)
    assert client.get("/api/books").json() == [{"title": "Night Train to the Coast"}]

    shutil.move(str(folder / "built"), str(folder / "dist"))
    assert "<title>Shelves</title>" in client.get("/", headers=PAGE).text
