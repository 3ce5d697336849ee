def test_the_page_names_the_document_and_the_script(client):
    page = client.get("/reference")

    assert page.status_code == 200
    assert "<title>Furniture store - Reference</title>" in page.text
    assert 'data-openapi-url="/openapi.json"' in page.text
    assert '<script src="/static/reference.js">' in page.text


def test_the_script_and_the_document_are_there(client):
    assert "dataset.openapiUrl" in client.get("/static/reference.js").text
    operation = client.get("/openapi.json").json()["paths"]["/users/{username}"]["get"]
    assert operation["summary"] == "Greet a user"


def test_what_is_put_into_the_page_is_escaped(module):
    page = module.get_reference_html(openapi_url='"', script_url='"><script>', title="<Lamps>")

    text = page.body.decode()
    assert "<title>&lt;Lamps&gt;</title>" in text
    assert 'src="&quot;&gt;&lt;script&gt;"' in text


def test_the_two_other_pages_stay(client):
    assert client.get("/docs").status_code == 200
    assert client.get("/redoc").status_code == 200
