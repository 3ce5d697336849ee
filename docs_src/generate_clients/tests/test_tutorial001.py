import json


def test_an_item_is_received(client):
    response = client.post("/items/", json={"name": "Kettle", "price": 42})

    assert response.status_code == 200
    assert response.json() == {"message": "Kettle received"}


def test_items_are_listed(client):
    assert client.get("/items/").json() == [
        {"name": "Kettle", "price": 42.0},
        {"name": "Teapot", "price": 18.5},
    ]


def test_the_document_names_the_operations_by_function_and_path(app):
    operations = app.openapi()["paths"]["/items/"]

    assert operations["post"]["operationId"] == "create_item_items__post"
    assert operations["get"]["operationId"] == "get_items_items__get"


def test_a_missing_price_is_refused(client):
    response = client.post("/items/", json={"name": "Kettle"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "price"]


def test_the_package_file_generates_from_the_running_app(folder):
    package = json.loads((folder / "tutorial001_package.json").read_text(encoding="utf-8"))

    assert package["scripts"]["generate-client"].split() == [
        "openapi-ts",
        "--input",
        "http://127.0.0.1:8000/openapi.json",
        "--output",
        "src/client",
    ]
    assert package["devDependencies"].keys() == {"@hey-api/openapi-ts", "typescript"}
