import importlib

from etude import Etude


def test_the_operation_and_those_of_the_package_answer(client):
    assert client.get("/").json() == {"message": "Hello World"}
    assert client.get("/status").json() == {"up": True, "path": "/status"}


def test_the_package_gets_the_classes_of_etude(app):
    assert importlib.import_module("fastapi").FastAPI is Etude is type(app)
