import re


def test_swagger_ui_loads_its_files_from_the_other_host(client):
    page = client.get("/docs")

    assert page.status_code == 200
    assert "<title>Etude - Swagger UI</title>" in page.text
    assert re.findall(r'(?:src|href)="(https[^"]+)"', page.text) == [
        "https://unpkg.com/swagger-ui-dist@5/swagger-ui.css",
        "https://unpkg.com/swagger-ui-dist@5/swagger-ui-bundle.js",
    ]


def test_redoc_loads_its_script_from_the_other_host(client):
    page = client.get("/redoc")

    assert page.status_code == 200
    assert "<title>Etude - ReDoc</title>" in page.text
    assert re.findall(r'(?:src|href)="(https[^"]+)"', page.text) == [
        "https://unpkg.com/redoc@2/bundles/redoc.standalone.js"
    ]


def test_the_page_for_oauth2_is_where_swagger_ui_expects_it(app, client):
    assert app.swagger_ui_oauth2_redirect_url == "/docs/oauth2-redirect"
    assert "window.location.origin + '/docs/oauth2-redirect'" in client.get("/docs").text
    assert client.get("/docs/oauth2-redirect").status_code == 200


def test_the_pages_are_not_in_the_document(client):
    assert list(client.get("/openapi.json").json()["paths"]) == ["/users/{username}"]
    assert client.get("/users/mina").json() == {"message": "Hello mina"}
