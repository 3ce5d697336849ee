"""Pages of a user interface beside an API; the application of the pages is mounted."""

from fastapi import FastAPI
from fastapi.testclient import TestClient
from nicegui import app as pages
from nicegui import ui

app = FastAPI()


@app.get("/items/{item_id}")
def read_item(item_id: int):
    return item_id


@pages.get("/status/{level}")
def read_status(level: int):
    return level


@ui.page("/hello/{name}")
def show(name: str, times: int = 2):
    ui.label(f"Hello {name}, {times} times")


ui.run_with(app, mount_path="/ui")


def answers():
    found = []
    with TestClient(app) as client:
        for path in ("/items/3", "/ui/status/3", "/ui/status/x", "/ui/hello/Ada?times=x"):
            response = client.get(path)
            found.append([path, response.status_code, response.json()])
        page = client.get("/ui/hello/Ada?times=4")
    return [found, page.status_code, "Hello Ada, 4 times" in page.text]
